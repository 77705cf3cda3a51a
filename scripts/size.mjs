// Usage: node scripts/size.mjs <folder> [--budget <bytes>]
// Prints the gzip size of what a first visit loads, by kind, and of what is loaded when somebody goes on; of a folder
// without a page all of it. With a budget it is also a test. That nothing else is loaded at first is tested in tests/e2e/parts.spec.mjs.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const KINDS = ['html', 'wasm', 'js', 'css'];
const [dist, option, budgetText] = process.argv.slice(2);
const budget = option === '--budget' ? Number(budgetText) : undefined;

const none = () => ({ files: 0, raw: 0, gzip: 0 });
const first = new Map(KINDS.map((kind) => [kind, none()]));
const later = none();
const page = existsSync(join(dist, 'index.html')) ? readFileSync(join(dist, 'index.html'), 'utf8') : undefined;
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const kind = file.name.split('.').pop();
  if (!file.isFile() || !KINDS.includes(kind)) continue;
  const sum = page === undefined || file.name === 'index.html' || page.includes(file.name) ? first.get(kind) : later;
  const bytes = readFileSync(join(file.parentPath ?? file.path, file.name));
  sum.files += 1;
  sum.raw += bytes.length;
  sum.gzip += gzipSync(bytes, { level: 9 }).length;
}

const row = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(9) : cell.padEnd(12))).join(''));
row('kind', 'files', 'bytes', 'gzip');
for (const [kind, { files, raw, gzip }] of first) row(kind, files, raw, gzip);
const total = [...first.values()].reduce((sum, { gzip }) => sum + gzip, 0);
row(page === undefined ? 'in all' : 'first visit', '', '', total);
if (page !== undefined) row('later', later.files, later.raw, later.gzip);

const needed = page === undefined ? ['wasm', 'js'] : ['html', 'wasm', 'js'];
const missing = needed.filter((kind) => first.get(kind).files === 0);
if (missing.length) console.error(`Failed: a first visit to ${dist} loads no ${missing.join(', ')} file`);
const tooLarge = budget !== undefined && !(total <= budget);
if (tooLarge) console.error(`Failed: ${page === undefined ? dist : 'a first visit'} loads ${total} bytes (gzip); the budget is ${budgetText}`);
const ok = !missing.length && !tooLarge;
if (budget !== undefined && process.env.CROSSKEY_COUNTS) {
  appendFileSync(process.env.CROSSKEY_COUNTS, ok ? '1 0\n' : '0 1\n');
}
process.exitCode = ok ? 0 : 1;
