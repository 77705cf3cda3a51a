// Usage: node scripts/rules-check.mjs [project folder]
// Every rule of src/domain/rules.md needs a test that names it, like "[A1]". Rules look like
// `- **A1** text`; those under the heading "## Later" need none yet.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import process from 'node:process';

const top = process.argv[2] ?? '.';
const list = join(top, 'src/domain/rules.md');
const problems = [];

const required = new Set();
const known = new Set();
let later = false;
for (const line of existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []) {
  if (/^##? /.test(line)) later = /^## Later\s*$/.test(line);
  const id = /^- \*\*([A-Z]+\d+[a-z]?)\*\*/.exec(line)?.[1];
  if (id === undefined) continue;
  if (known.has(id)) problems.push(`${id} is in rules.md twice`);
  known.add(id);
  if (!later) required.add(id);
}
if (required.size === 0) problems.push(`${list} lists no rule`);

// Tests are everything in tests/ and, in src/, folders and files called tests.
const files = (folder) =>
  readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(top, join(entry.parentPath ?? entry.path, entry.name)));
const isTest = (file) => file.split(sep).some((part) => /^(.*_)?tests?(\.rs)?$/.test(part));
const tests = [...files('tests'), ...files('src').filter(isTest)].filter(
  (file) => /\.(rs|js|mjs|ts)$/.test(file) && !file.split(sep).includes('node_modules') && !file.startsWith(join('tests', 'setup')),
);

const families = new Set([...known].map((id) => id.replace(/\d+[a-z]?$/, '')));
const tested = new Set();
for (const file of tests) {
  for (const [, id, family] of readFileSync(join(top, file), 'utf8').matchAll(/\[(([A-Z]+)\d+[a-z]?)\]/g)) {
    tested.add(id);
    if (families.has(family) && !known.has(id)) problems.push(`${file} names ${id}, which rules.md does not have`);
  }
}
const missing = [...required].filter((id) => !tested.has(id));
if (missing.length) problems.push(`no test names: ${missing.join(', ')}`);

console.log(`${required.size} rules, ${required.size - missing.length} named by a test, ${known.size - required.size} for later`);
for (const problem of problems) console.error(`Failed: ${problem}`);
process.exitCode = problems.length ? 1 : 0;
