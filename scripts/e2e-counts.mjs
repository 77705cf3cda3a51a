// Prints "passed failed skipped" from Playwright's JSON report; "0 0 0" without a report.
import { readFileSync } from 'node:fs';
import process from 'node:process';

let stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
let errors = 0;
try {
  const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  stats = report.stats;
  errors = report.errors.length;
} catch {
  // No report: Playwright did not start, and its exit code says so.
}
console.log(stats.expected, stats.unexpected + stats.flaky + errors, stats.skipped);
