// ./dev and .ci/run: what they call, and the sum that ./dev test ends with.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { top } from './machine.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosskey-commands-'));
  cpSync(join(top, 'dev'), join(folder, 'dev'));
  for (const made of ['scripts', '.ci', 'tests']) mkdirSync(join(folder, made));
  cpSync(join(top, 'tests/clock.mjs'), join(folder, 'tests/clock.mjs'));
  for (const kept of ['test.sh', 'lib.sh']) cpSync(join(top, 'scripts', kept), join(folder, 'scripts', kept));
  cpSync(join(top, '.ci/run'), join(folder, '.ci/run'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(command, args = [], cwd = folder) {
  const { CROSSKEY_COUNTS, NODE_TEST_CONTEXT, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').at(-1) };
}

const count = (passed, failed) => `echo "${passed} ${failed}" >>"$CROSSKEY_COUNTS"`;
const GOOD = {
  setup: 'echo "  have everything"',
  'setup-tests': count(3, 0),
  check: `${count(1, 0)}; ${count(40, 0)}`,
  'wasm-tests': count(5, 0),
  'module-tests': count(2, 0),
  build: `mkdir dist; touch dist/index.html; ${count(1, 0)}`,
  e2e: count(7, 0),
};
function parts(changed = {}) {
  for (const [name, body] of Object.entries({ ...GOOD, ...changed })) writeFileSync(join(folder, `scripts/${name}.sh`), `set -e\n${body}\n`);
}

test('./dev alone explains itself', () => {
  const { status, stdout } = run('./dev');
  assert.equal(status, 0);
  for (const command of ['serve', 'build', 'check', 'test']) assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
});

test('./dev with a word it does not know fails', () => {
  const { status, stderr } = run('./dev', ['tset']);
  assert.equal(status, 2);
  assert.match(stderr, /there is no command "tset"/);
});

test('all parts pass: the sum is the last line', () => {
  parts();
  const { status, stdout, last } = run('./dev', ['test']);
  assert.equal(status, 0, stdout);
  assert.equal(last, '59 passed, 0 failed');
  assert.match(stdout, /^set-up +\d+ +0 +0$/m);
  assert.match(stdout, /^checks and native tests +\d+ +41 +0$/m);
  assert.match(stdout, /^total +\d+ +59 +0$/m);
});

test('./dev works from any folder', () => {
  parts();
  assert.equal(run(join(folder, 'dev'), ['test'], '/').last, '59 passed, 0 failed');
});

test('a failed test fails the run, and the other parts run all the same', () => {
  parts({ check: `${count(40, 1)}; exit 1` });
  const { status, last } = run('./dev', ['test']);
  assert.equal(status, 1);
  assert.equal(last, '58 passed, 1 failed');
});

test('a part that breaks off before it counts is one failure', () => {
  parts({ 'wasm-tests': 'exit 7' });
  const { status, last } = run('./dev', ['test']);
  assert.equal(status, 1);
  assert.equal(last, '54 passed, 1 failed');
});

test('a part that runs no test is one failure', () => {
  parts({ e2e: 'true' });
  const { status, last } = run('./dev', ['test']);
  assert.equal(status, 1);
  assert.equal(last, '52 passed, 1 failed');
});

test('without a release build nothing old is tested end to end', () => {
  parts({ build: 'exit 1' });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/index.html'), 'an old build');
  const { stdout, last } = run('./dev', ['test']);
  assert.match(stdout, /not run: there is no release build/);
  assert.equal(last, '51 passed, 2 failed');
});

test('a build that is too large fails, and is tested all the same', () => {
  parts({ build: `mkdir dist; touch dist/index.html; ${count(0, 1)}; exit 1` });
  assert.equal(run('./dev', ['test']).last, '58 passed, 1 failed');
});

test('a failed set-up fails the run', () => {
  parts({ setup: 'exit 1' });
  const { status, last } = run('./dev', ['test']);
  assert.equal(status, 1);
  assert.match(last, /^0 passed, [1-9]\d* failed$/);
});

test('.ci/run calls ./dev test and nothing else', () => {
  writeFileSync(join(folder, 'dev'), '#!/usr/bin/env bash\necho "dev $* in $PWD CI=$CI"\nexit 3\n');
  const { status, stdout } = run(join(folder, '.ci/run'), [], '/');
  assert.equal(status, 3);
  assert.equal(stdout, `dev test in ${folder} CI=true\n`);
});

const countCargo = (log, status) => {
  writeFileSync(join(folder, 'log'), log);
  const result = run('bash', ['-c', `source scripts/lib.sh; CROSSKEY_COUNTS=sum; count_cargo_tests log ${status}`]);
  return [readFileSync(join(folder, 'sum'), 'utf8').trim(), result.status];
};
const result = (passed, failed) =>
  `test result: ${failed ? 'FAILED' : 'ok'}. ${passed} passed; ${failed} failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.1s\n`;

test('the results of all test programs are added up', () => {
  assert.deepEqual(countCargo(`running\n${result(12, 0)}more\n${result(30, 0)}`, 0), ['42 0', 0]);
});
test('one failed test fails the sum', () => {
  assert.deepEqual(countCargo(result(12, 0) + result(3, 2), 101), ['15 2', 1]);
});
test('tests that do not compile are one failure', () => {
  assert.deepEqual(countCargo('error[E0425]\n', 101), ['0 1', 1]);
});
test('no test at all is one failure', () => {
  assert.deepEqual(countCargo(result(0, 0), 0), ['0 1', 1]);
});
