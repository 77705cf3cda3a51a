// The small checks in scripts/: sizes, rules without tests, Playwright's counts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { top } from './machine.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crosskey-reports-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
function run(script, ...args) {
  const env = { ...process.env, CROSSKEY_COUNTS: join(folder, 'counts') };
  return spawnSync(process.execPath, [join(top, 'scripts', script), ...args], { cwd: folder, encoding: 'utf8', env });
}
const counts = () => readFileSync(join(folder, 'counts'), 'utf8');

const PAGE = '<script src=a.js></script>b.wasm c.css';
const SITE = { 'dist/index.html': PAGE, 'dist/a.js': 'j', 'dist/deep/b.wasm': randomBytes(1000), 'dist/c.css': 'c', 'dist/d.png': randomBytes(5000) };

test('the size is given by kind and in all', () => {
  write(SITE);
  const { status, stdout } = run('size.mjs', 'dist', '--budget', '2000');
  assert.equal(status, 0);
  const sizes = Object.fromEntries([...stdout.matchAll(/^(html|wasm|js|css|first visit) .*?(\d+)$/gm)].map(([, kind, size]) => [kind, Number(size)]));
  assert.equal(sizes['first visit'], sizes.html + sizes.wasm + sizes.js + sizes.css);
  assert.ok(sizes.wasm > 1000 && sizes['first visit'] < 2000, stdout);
  assert.equal(counts(), '1 0\n');
});

test('what the page does not name is loaded later, and counts for itself', () => {
  write({ ...SITE, 'dist/b_rest.wasm': randomBytes(3000) });
  const { status, stdout } = run('size.mjs', 'dist', '--budget', '2000');
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^later +1 +3000 +30\d\d$/m);
});

test('a site over its budget fails', () => {
  write(SITE);
  const { status, stderr } = run('size.mjs', 'dist', '--budget', '1000');
  assert.equal(status, 1);
  assert.match(stderr, /the budget is 1000/);
  assert.equal(counts(), '0 1\n');
});

test('a site without its wasm fails', () => {
  write({ 'dist/index.html': PAGE, 'dist/a.js': 'j', 'dist/b_rest.wasm': 'w' });
  const { status, stderr } = run('size.mjs', 'dist', '--budget', '1000');
  assert.equal(status, 1);
  assert.match(stderr, /no wasm file/);
});

const RULES = '# Rules\n## Tokens\n- **T1** one [seed]\n- **T2** two\n## Later\n- **T3** three\n';

test('every rule is named by a test', () => {
  write({ 'src/domain/rules.md': RULES, 'tests/rules/a.rs': '/// [T1]\n', 'src/ledger/tests.rs': '/// [T2]' });
  const { status, stdout, stderr } = run('rules-check.mjs');
  assert.equal(status, 0, stderr);
  assert.equal(stdout, '2 rules, 2 named by a test, 1 for later\n');
});

test('a rule that no test names is listed', () => {
  write({ 'src/domain/rules.md': RULES, 'tests/e2e/a.spec.mjs': "test('[T1] works')", 'src/domain/token.rs': '// [T2]' });
  const { status, stderr } = run('rules-check.mjs');
  assert.equal(status, 1);
  assert.match(stderr, /no test names: T2\n/);
});

test('a rule named by a test must exist, and only once', () => {
  write({ 'src/domain/rules.md': `${RULES}- **T1** again\n`, 'tests/a.rs': '[T1] [T2] [T9] [X1]' });
  const { status, stderr } = run('rules-check.mjs');
  assert.equal(status, 1);
  assert.match(stderr, /T1 is in rules\.md twice/);
  assert.match(stderr, /names T9, which rules\.md does not have/);
  assert.doesNotMatch(stderr, /X1/);
});

test('a list without rules is an error', () => {
  write({ 'src/a': '', 'tests/a': '' });
  assert.equal(run('rules-check.mjs').status, 1);
});

test('a test that has a clock or a date of its own is refused, and each such line named', () => {
  const wrong = ['const now = Date.now();', "fill('2027-01-30');", "toHaveText('22 Nov 2026, 10:00');", 'browser.newContext();', 'page.clock.install();'];
  write({ 'tests/e2e/a.spec.mjs': wrong.join('\n'), 'tests/module/b.test.mjs': "import { dayIn } from '../clock.mjs';\nfill(dayIn(30));\n" });
  const { status, stderr } = run('clock-check.mjs');
  assert.equal(status, 1);
  assert.deepEqual(stderr.match(/^tests\/\S+/gm), [1, 2, 3, 4, 5].map((line) => `tests/e2e/a.spec.mjs:${line}`));
});

test('tests that keep to the one clock pass', () => {
  write({ 'tests/e2e/fixture.mjs': 'context.clock.install({ time: NOW });', 'tests/module/b.test.mjs': 'fill(dayIn(30));' });
  assert.equal(run('clock-check.mjs').status, 0);
});

test('no tests at all do not keep to a clock', () => {
  write({ 'tests/e2e/fixture.mjs': '', 'tests/module/today.mjs': '' });
  assert.equal(run('clock-check.mjs').status, 1);
});

test('Playwright\'s report in three numbers', () => {
  write({ 'r.json': JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] }) });
  assert.equal(run('e2e-counts.mjs', 'r.json').stdout, '5 2 2\n');
  assert.equal(run('e2e-counts.mjs', 'none.json').stdout, '0 0 0\n');
});
