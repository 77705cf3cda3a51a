// README's sample is compiled against the types and run: what it says cannot drift from what is built.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pkg } from './pkg.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(top, 'target/consumer');
const today = new URL('today.mjs', import.meta.url).href;
const tsc = join(top, 'tests/node_modules/typescript/bin/tsc');
const samples = [...readFileSync(join(pkg, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text);
const [sample, second] = samples;

before(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(pkg, join(folder, 'node_modules/crosskey'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says to a program; nothing where nothing is wrong. */
function compiled(program, emit = false) {
  writeFileSync(join(folder, 'consumer.ts'), program);
  const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...(emit ? [] : ['--noEmit']), 'consumer.ts'], { cwd: folder, encoding: 'utf8' });
  return stdout;
}

/** What a program prints that the compiler has nothing to say to. */
function run(program) {
  assert.equal(compiled(program, true), '');
  return execFileSync(process.execPath, ['--import', today, 'consumer.js'], { cwd: folder, encoding: 'utf8' });
}

test('the sample compiles strictly, runs, and is refused once on the way', () => {
  const said = run(sample);
  assert.match(said, /^over-bandwidth bandwidth EQ-3142535 .*500 Mbps.*\nto-west\n$/);
});

test('the second sample compiles and runs: a ledger of its own, attempts, pages, a backup', () => {
  assert.equal(samples.length, 2);
  const changed = 'something changed, perhaps in another tab\n';
  assert.equal(run(second), `${changed}0 warnings\n${changed}MCR-1 1 0 1\n1 company\n`);
});

test('what would be refused at the border is refused by the compiler', () => {
  const wrong = (line) => compiled(`${sample.replace('ledger.close();', line)}\n`);
  assert.match(wrong('wanda.grant(westPort.asset!);'), /AssetId/);
  assert.match(wrong("await wanda.createToken({ side: 'b' });"), /TS2322|TS2345/);
  assert.match(wrong("await wanda.askToDelete('somewhere');"), /ConnectionId/);
  assert.match(wrong("wanda.connections('first');"), /number/);
  assert.match(wrong('wanda.everything();'), /everything/);
  assert.match(wrong("if (new Error() instanceof CrosskeyError && ({} as CrosskeyError).code === 'bad-luck') ledger.close();"), /no overlap/);
});

test('the package names every file it needs and no other', () => {
  const listed = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: pkg, encoding: 'utf8' });
  const [{ files }] = JSON.parse(listed.stdout);
  assert.deepEqual(files.map(({ path }) => path).toSorted(), [
    'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'crosskey.d.ts', 'crosskey.js', 'crosskey_wasm.js', 'crosskey_wasm_bg.wasm', 'package.json',
  ]);
});
