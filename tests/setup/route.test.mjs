// Which Rust the set-up takes, and how it behaves when repeated, interrupted or refused.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Machine } from './machine.mjs';

const USE_RUST = 'source scripts/setup.sh && use_rust && echo "toolchain=${RUSTUP_TOOLCHAIN:-} version=$RUST_VERSION"';
const CHANGES = /apt-get|toolchain|cargo build|cargo install|npm/;

let machine;
let checkout;
beforeEach(() => {
  machine = new Machine();
  checkout = machine.checkout();
});
afterEach(() => machine.remove());

const wasmFolder = () => join(machine.system, 'lib/rustlib/wasm32-unknown-unknown');
const stamp = () => join(wasmFolder(), 'crosskey-std-complete');
const changes = (calls) => calls.filter((call) => CHANGES.test(call));

/** Waits until a script that was started calls a command. */
async function called(command) {
  for (const begun = Date.now(); Date.now() - begun < 20_000; await sleep(50)) {
    if (machine.calls.some((call) => call.includes(command))) return;
  }
  assert.fail(`${command} was never called, only: ${machine.calls.join('; ')}`);
}

async function debianMachine() {
  const first = await machine.run(checkout, USE_RUST);
  assert.equal(first.status, 0, first.output);
  return first;
}

const INSTALL = 'rustup toolchain install 1.95.0 --profile minimal --target wasm32-unknown-unknown --component clippy --component rustfmt';

test('a toolchain with the wasm target is used as it is', async () => {
  machine.write(join(machine.state, 'active-libs/libstd-1.rlib'), '');
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.equal(status, 0, output);
  assert.match(output, /have\s+Rust 1\.95\.0\n/);
  assert.match(output, /toolchain= version=1\.95\.0/);
  assert.deepEqual(changes(calls), []);
});

for (const [what, prepare] of Object.entries({
  'the toolchain of rust-toolchain.toml': () => machine.set('toolchain-missing'),
  'its wasm target': () => {},
  'clippy and rustfmt': () => machine.unset('active-lint').write(join(machine.state, 'active-libs/libstd-1.rlib'), ''),
})) {
  test(`rustup downloads ${what} where it can`, async () => {
    prepare();
    machine.set('rustup-online');
    const { status, output, calls } = await machine.run(checkout, USE_RUST);
    assert.equal(status, 0, output);
    assert.match(output, /Rust 1\.95\.0, by rustup/);
    assert.match(output, /toolchain= version=1\.95\.0/);
    assert.deepEqual(changes(calls), [INSTALL]);
  });
}

test('a toolchain that cannot be had: Debian\'s packages, and a line that says so', async () => {
  machine.set('toolchain-missing');
  const { output } = await debianMachine();
  assert.match(output, /rustup could not download it; Debian's packages instead/);
  assert.match(output, /toolchain=distro version=1\.96\.0/);
});

test('Debian\'s packages where rustup cannot download', async () => {
  const { output, calls } = await debianMachine();
  assert.match(output, /Rust 1\.96\.0, from Debian's packages/);
  assert.match(output, /toolchain=distro version=1\.96\.0/);
  const done = changes(calls).map((call) => call.replace(/ -.*/, ''));
  assert.deepEqual(done, [
    INSTALL.replace(/ -.*/, ''),
    'apt-get', // update
    'apt-get', // install
    `rustup toolchain link distro ${machine.system}`,
    '[distro] cargo build',
  ]);
  assert.deepEqual(readdirSync(join(wasmFolder(), 'lib')).sort(), ['libcore-1.rlib', 'libstd-1.rlib']);
  assert.match(machine.read(stamp()), /^rustc 1\.96\.0/);
  const linker = join(machine.system, 'lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld');
  assert.equal(readlinkSync(linker), join(machine.system, 'bin/lld-22'));
});

test('a download that hangs is given up', async () => {
  machine.set('rustup-hangs').set('rustup-online');
  const begun = Date.now();
  const { output } = await debianMachine();
  assert.match(output, /Rust 1\.96\.0, from Debian's packages/);
  assert.ok(Date.now() - begun < 20_000);
});

test('each step says what it does and how long it usually takes', async () => {
  const { output } = await debianMachine();
  assert.match(output, /^ {2}get {3}Rust from Debian's packages \(usually 1 min\) \.\.\. \d+ s$/m);
  assert.match(output, /^ {2}get {3}std for wasm, compiled \(usually 1 min\) \.\.\. \d+ s$/m);
});

test('a second run changes nothing and does not ask the network', async () => {
  await debianMachine();
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.equal(status, 0, output);
  assert.match(output, /have\s+Rust 1\.96\.0, from Debian's packages/);
  assert.match(output, /toolchain=distro version=1\.96\.0/);
  assert.deepEqual(changes(calls), []);
});

test('a second checkout uses what the first installed', async () => {
  await debianMachine();
  const { output, calls } = await machine.run(machine.checkout('second'), USE_RUST);
  assert.match(output, /have\s+Rust 1\.96\.0, from Debian's packages/);
  assert.deepEqual(changes(calls), []);
});

test('a std copied half way is copied again, not compiled again', async () => {
  await debianMachine();
  const { output: broken } = await machine.run(checkout, `rm "${stamp()}" "${wasmFolder()}/lib/libstd-1.rlib"`);
  assert.equal(broken, '');
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.equal(status, 0, output);
  assert.ok(existsSync(join(wasmFolder(), 'lib/libstd-1.rlib')), output);
  assert.ok(existsSync(stamp()));
  assert.ok(!calls.some((call) => call.includes('cargo build')), calls.join('\n'));
});

test('a std compiled half way is never used', async () => {
  machine.set('std-hangs');
  const child = machine.start(checkout, USE_RUST);
  await called('cargo build');
  await sleep(200);
  process.kill(-child.pid, 'SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
  assert.ok(!existsSync(stamp()));

  machine.unset('std-hangs');
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.equal(status, 0, output);
  assert.ok(existsSync(join(wasmFolder(), 'lib/libstd-1.rlib')));
  assert.ok(!calls.some((call) => call.includes('apt-get')), 'packages are not installed twice');
});

test('an interruption names the step and the command', async () => {
  machine.set('std-hangs');
  const child = machine.start(checkout, USE_RUST);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  await called('cargo build');
  process.kill(-child.pid, 'SIGTERM');
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.notEqual(status, 0);
  assert.match(output, /std for wasm, compiled \(interrupted\)/);
  assert.match(output, /Run by hand: .*-Zbuild-std/);
});

test('another compiler gets another std, and what was built with the old one goes', async () => {
  await debianMachine();
  const built = join(checkout, 'target/wasm32-unknown-unknown/debug/libold.rlib');
  machine.write(built, '');
  machine.set('debian-version', '1.97.0');
  const { status, output } = await machine.run(checkout, USE_RUST);
  assert.equal(status, 0, output);
  assert.match(machine.read(stamp()), /^rustc 1\.97\.0/);
  assert.match(output, /removing what was built with the old one/);
  assert.ok(!existsSync(built));

  machine.write(built, '');
  await machine.run(checkout, USE_RUST);
  assert.ok(existsSync(built), 'with the same std, builds stay');
});

test('a failing step prints the command to run by hand', async () => {
  machine.set('apt-fails');
  const { status, output } = await machine.run(checkout, USE_RUST);
  assert.notEqual(status, 0);
  assert.match(output, /E: Unable to fetch some archives\nFailed: Rust from Debian's packages/, 'what the command said comes first');
  assert.match(output, /Run by hand: apt-get update && apt-get install -y .*rustc-web.*lld-22/);
  assert.doesNotMatch(output, /toolchain=/);
});

test('a command that succeeds without its result is a failure', async () => {
  machine.stub('apt-get', 'exit 0');
  const { status, output } = await machine.run(checkout, USE_RUST);
  assert.notEqual(status, 0);
  assert.match(output, /Failed: Rust from Debian's packages: it ran, but the result is not there/);
  assert.match(output, /Run by hand: apt-get/);
});

test('not root: sudo is used, and the command by hand names it', async () => {
  machine.set('uid', '1000').withSudo().set('apt-fails');
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.notEqual(status, 0);
  assert.ok(calls.some((call) => call.startsWith('sudo -n env')), calls.join('\n'));
  assert.match(output, /Run by hand: sudo apt-get update && sudo apt-get install/);
});

test('not root and no sudo: says so and prints the command', async () => {
  machine.set('uid', '1000');
  const { status, output, calls } = await machine.run(checkout, USE_RUST);
  assert.notEqual(status, 0);
  assert.match(output, /needs root rights, and there is no sudo/);
  assert.match(output, /Run by hand: sudo apt-get/);
  assert.ok(!calls.some((call) => call.startsWith('apt-get')));
});

test('without rustup it says where to get it', async () => {
  machine.without('rustup');
  const { status, output } = await machine.run(checkout, USE_RUST);
  assert.notEqual(status, 0);
  assert.match(output, /there is no rustup/);
  assert.match(output, /https:\/\/rustup\.rs/);
});

test('two checkouts at the same time install once', async () => {
  machine.set('apt-slow');
  const second = machine.checkout('second');
  const both = await Promise.all([checkout, second].map((folder) => {
    const child = machine.start(folder, USE_RUST);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
  }));
  for (const { status, output } of both) assert.equal(status, 0, output);
  const installs = machine.calls.filter((call) => /^apt-get .*install/.test(call));
  assert.equal(installs.length, 1, machine.calls.join('\n'));
  assert.equal(machine.calls.filter((call) => call.includes('cargo build')).length, 1);
});
