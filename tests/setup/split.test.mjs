// What stands between Trunk and wasm-bindgen: the program is split, and Trunk need not know.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, test } from 'node:test';
import { top } from './machine.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosskey-split-'));
  stub('wasm-split-cli', 'mkdir -p "$4"; touch "$4/crosskey-app.wasm" "$4/split_rest.wasm"');
  stub('wasm-bindgen', 'true');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function stub(name, body) {
  const file = join(folder, name);
  writeFileSync(file, `#!/usr/bin/env bash\nset -eu\necho "${name} $*" >>"${folder}/log"\n${body}\n`);
  chmodSync(file, 0o755);
}
function run(command, args, more = {}) {
  const env = { PATH: `${folder}:${process.env.PATH}`, ...more };
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
}
const bindgen = (...args) =>
  run(join(top, 'scripts/trunk/wasm-bindgen'), args, {
    CROSSKEY_SPLIT: join(folder, 'split'),
    CROSSKEY_WASM_BINDGEN: join(folder, 'wasm-bindgen'),
  });
const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

test('a program is split, and its first part goes on to wasm-bindgen', () => {
  const { status, stderr } = bindgen('--target=web', '/built/crosskey-app.wasm', '--no-typescript');
  assert.equal(status, 0, stderr);
  assert.deepEqual(log(), [
    `wasm-split-cli --out-name crosskey-app /built/crosskey-app.wasm ${folder}/split`,
    `wasm-bindgen --target=web ${folder}/split/crosskey-app.wasm --no-typescript --keep-lld-exports`,
  ]);
});

test('whatever else Trunk asks is passed on', () => {
  assert.equal(bindgen('--version').status, 0);
  assert.deepEqual(log(), ['wasm-bindgen --version']);
});

test('a program that cannot be split is not built', () => {
  stub('wasm-split-cli', 'exit 3');
  assert.equal(bindgen('/built/crosskey-app.wasm').status, 3);
  assert.deepEqual(log().length, 1);
});

test('a build by Trunk alone says how to build', () => {
  const { status, stderr } = run(process.execPath, [join(top, 'scripts/finish.mjs')], { TRUNK_STAGING_DIR: folder });
  assert.equal(status, 1);
  assert.match(stderr, /the program was not split: build with \.\/dev build/);
});
