// Usage: node scripts/size.mjs <dist> [--budget <bytes>]
// Prints the gzip size of what a first visit loads, by kind; with a budget it is also a test.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const KINDS = ['html', 'wasm', 'js', 'css'];
const [dist, option, budgetText] = process.argv.slice(2);
const budget = option === '--budget' ? Number(budgetText) : undefined;

const sizes = new Map(KINDS.map((kind) => [kind, { files: 0, raw: 0, gzip: 0 }]));
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const sum = sizes.get(file.name.split('.').pop());
  if (!file.isFile() || sum === undefined) continue;
  const bytes = readFileSync(join(file.parentPath ?? file.path, file.name));
  sum.files += 1;
  sum.raw += bytes.length;
  sum.gzip += gzipSync(bytes, { level: 9 }).length;
}

const row = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(9) : cell.padEnd(12))).join(''));
row('kind', 'files', 'bytes', 'gzip');
for (const [kind, { files, raw, gzip }] of sizes) row(kind, files, raw, gzip);
const total = [...sizes.values()].reduce((sum, { gzip }) => sum + gzip, 0);
row('first visit', '', '', total);

const missing = KINDS.filter((kind) => kind !== 'css' && sizes.get(kind).files === 0);
if (missing.length) console.error(`Failed: ${dist} has no ${missing.join(', ')} file`);
const tooLarge = budget !== undefined && !(total <= budget);
if (tooLarge) console.error(`Failed: a first visit loads ${total} bytes (gzip); the budget is ${budgetText}`);
const ok = !missing.length && !tooLarge;
if (budget !== undefined && process.env.CROSSKEY_COUNTS) {
  appendFileSync(process.env.CROSSKEY_COUNTS, ok ? '1 0\n' : '0 1\n');
}
process.exitCode = ok ? 0 : 1;
