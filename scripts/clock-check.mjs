// Usage: node scripts/clock-check.mjs [project folder]
// The tests in JavaScript have one clock, tests/clock.mjs. A date from anywhere else is right until a day comes when it
// is not, and a browser context without the fixture shows the page the machine's own clock.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const top = process.argv[2] ?? '.';
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const FORBIDDEN = [
  [/\bDate\b|\bperformance\.now\b|\bTemporal\b/, 'reads a clock or makes a date of its own'],
  [/\b(19|20|21)\d\d-\d\d-\d\d\b/, 'types a date'],
  [new RegExp(`\\b\\d{1,2} (${MONTHS})[a-z]* (19|20|21)\\d\\d\\b`), 'types a date'],
  [/\bclock\.install\b/, 'installs a clock: every page has the one of fixture.mjs'],
  [/\bnewContext\b|\blaunchPersistentContext\b/, 'opens a browser without the tests\' clock: use `elsewhere` of fixture.mjs'],
];
// What makes the clock known to pages and programs.
const CLOCK = new Set(['e2e/fixture.mjs', 'module/today.mjs']);

const files = ['e2e', 'module'].flatMap((folder) =>
  readdirSync(join(top, 'tests', folder), { recursive: true }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);
const checked = files.filter((file) => /\.m?[jt]s$/.test(file) && !CLOCK.has(file));
const problems = checked.flatMap((file) =>
  readFileSync(join(top, 'tests', file), 'utf8').split('\n').flatMap((line, at) =>
    FORBIDDEN.filter(([pattern]) => pattern.test(line)).map(([, what]) => `tests/${file}:${at + 1} ${what}; see tests/clock.mjs`),
  ),
);

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${checked.length} files of tests keep to the one clock`);
if (problems.length > 0 || checked.length === 0) process.exit(1);
