// The tools beside Rust: where they are kept, and when they are installed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Machine, top } from './machine.mjs';

const ALL = 'bash scripts/setup.sh';
const USE_NODE = 'source scripts/setup.sh && use_node';
const USE_BROWSER = 'source scripts/setup.sh && use_browser && echo "browser=$CHROMIUM driver=$CHROMEDRIVER"';

let machine;
let checkout;
beforeEach(() => {
  machine = new Machine().set('rustup-online');
  checkout = machine.checkout();
});
afterEach(() => machine.remove());

const installs = (calls) => calls.filter((call) => /cargo install|npm ci|apt-get .*install/.test(call));
const browser = (name, version) => machine.stub(name, `echo "Some Browser ${version}"`);

test('tools go to the cache, keyed by their version and rustc\'s', async () => {
  const { status, output } = await machine.run(checkout, ALL);
  assert.equal(status, 0, output);
  const pinned = readFileSync(join(top, 'scripts/versions.sh'), 'utf8');
  const [, trunk] = pinned.match(/^TRUNK_VERSION=(.*)$/m);
  const kept = readdirSync(machine.cache).sort();
  assert.equal(kept.length, 4, kept.join(' '));
  assert.equal(kept[0], 'lock');
  assert.match(kept[1], /^node-[0-9a-f]{12}$/);
  assert.deepEqual(kept.slice(2), [`trunk-${trunk}-rust1.95.0`, 'wasm-bindgen-0.2.130-rust1.95.0']);
});

test('a second run and a second checkout install nothing', async () => {
  const first = await machine.run(checkout, ALL);
  assert.match(first.output, /done {2}set-up, in \d+ s\n$/);
  for (const folder of [checkout, machine.checkout('second')]) {
    const { status, output, calls } = await machine.run(folder, ALL);
    assert.equal(status, 0, output);
    assert.deepEqual(installs(calls), []);
    assert.doesNotMatch(output, /get|done/);
  }
});

/** Puts an archive with these programs on the release page; its SHA-256. */
function release(archive, programs, body = 'true') {
  const page = join(machine.state, 'releases');
  mkdirSync(page, { recursive: true });
  const folder = mkdtempSync(join(machine.folder, 'archive-'));
  for (const program of programs) machine.write(join(folder, program), `#!/bin/sh\n${body}\n`);
  execFileSync('chmod', ['-R', '+x', folder]);
  execFileSync('tar', ['-czf', join(page, archive), '-C', folder, '.']);
  return createHash('sha256').update(readFileSync(join(page, archive))).digest('hex');
}
const pin = (tool, sum) => machine.write(join(checkout, 'scripts/versions.sh'), `release_sha256() { case $1 in ${tool}) echo ${sum} ;; esac; }\n`);
const TRUNK = `trunk-${/^TRUNK_VERSION=(.*)$/m.exec(readFileSync(join(top, 'scripts/versions.sh'), 'utf8'))[1]}`;
const USE_TRUNK = 'source scripts/setup.sh && use_rust && use_trunk && trunk --version';

test('a release whose SHA-256 is pinned is taken as it is', async () => {
  pin(`${TRUNK}-x86_64-unknown-linux-gnu`, release('trunk-x86_64-unknown-linux-gnu.tar.gz', ['trunk'], 'echo released'));
  const { status, output, calls } = await machine.run(checkout, USE_TRUNK);
  assert.equal(status, 0, output);
  assert.match(output, /get {3}Trunk [\d.]+ \(usually 10 s, or 7 min to compile it\)/);
  assert.match(output, /released\n$/);
  assert.ok(!calls.some((call) => call.includes('cargo install')), calls.join('\n'));
  const asked = calls.find((call) => call.startsWith('curl'));
  assert.match(asked, /--proto =https .* https:\/\/github\.com\/trunk-rs\/trunk\/releases\/download\/v[\d.]+\/trunk-x86_64-unknown-linux-gnu\.tar\.gz$/);
});

test('programs that lie in a folder of their archive are found', async () => {
  const name = 'wasm-bindgen-0.2.130-x86_64-unknown-linux-musl';
  pin(name, release(`${name}.tar.gz`, [`${name}/wasm-bindgen`, `${name}/wasm-bindgen-test-runner`]));
  const { status, output, calls } = await machine.run(checkout, 'source scripts/setup.sh && use_rust && use_wasm_bindgen && wasm-bindgen');
  assert.equal(status, 0, output);
  assert.ok(!calls.some((call) => call.includes('cargo install')), calls.join('\n'));
});

for (const [what, prepare] of Object.entries({
  'no SHA-256 is pinned': () => pin('another', release('trunk-x86_64-unknown-linux-gnu.tar.gz', ['trunk'], 'echo released')),
  'the archive is another': () => {
    release('trunk-x86_64-unknown-linux-gnu.tar.gz', ['trunk'], 'echo released');
    pin(`${TRUNK}-x86_64-unknown-linux-gnu`, '0'.repeat(64));
  },
  'the release page cannot be reached': () => pin(`${TRUNK}-x86_64-unknown-linux-gnu`, '0'.repeat(64)),
  'the release does not run on this machine': () => {
    pin(`${TRUNK}-x86_64-unknown-linux-gnu`, release('trunk-x86_64-unknown-linux-gnu.tar.gz', ['trunk'], 'echo released; exit 1'));
  },
})) {
  test(`where ${what} the tool is compiled`, async () => {
    prepare();
    const { status, output, calls } = await machine.run(checkout, USE_TRUNK);
    assert.equal(status, 0, output);
    assert.doesNotMatch(output, /released/);
    assert.equal(calls.filter((call) => call.includes('cargo install')).length, 1);
    assert.deepEqual(readdirSync(machine.cache).sort(), ['lock', `${TRUNK}-rust1.95.0`], 'and nothing is left behind');
  });
}

test('wasm-bindgen is of the version in Cargo.lock', async () => {
  writeFileSync(join(checkout, 'Cargo.lock'), '[[package]]\nname = "wasm-bindgen"\nversion = "0.2.999"\n');
  const { calls } = await machine.run(checkout, ALL);
  assert.ok(calls.some((call) => call.includes('cargo install wasm-bindgen-cli --version 0.2.999 ')), calls.join('\n'));
});

test('without Cargo.lock it says so', async () => {
  writeFileSync(join(checkout, 'Cargo.lock'), '');
  const { status, output } = await machine.run(checkout, ALL);
  assert.notEqual(status, 0);
  assert.match(output, /Cargo\.lock names no wasm-bindgen/);
});

test('an install that fails leaves no tool behind, keeps what it compiled, and prints the command', async () => {
  machine.set('install-fails');
  const { status, output } = await machine.run(checkout, ALL);
  assert.notEqual(status, 0);
  const tool = join(machine.cache, 'wasm-bindgen-0.2.130-rust1.95.0');
  assert.match(output, new RegExp(`Run by hand: cargo install wasm-bindgen-cli --version 0\\.2\\.130 .*--root ${tool}\\n`));
  assert.ok(!existsSync(tool));
  assert.ok(existsSync(join(machine.cache, 'build-wasm-bindgen-0.2.130-rust1.95.0/something-compiled')));

  machine.unset('install-fails');
  const second = await machine.run(checkout, ALL);
  assert.equal(second.status, 0, second.output);
  assert.ok(existsSync(join(tool, 'bin/wasm-bindgen')));
  assert.deepEqual(readdirSync(machine.cache).filter((name) => /build|partial/.test(name)), []);
});

test('npm packages are shared, and another lock file means another folder', async () => {
  await machine.run(checkout, USE_NODE);
  const before = readlinkSync(join(checkout, 'tests/node_modules'));
  assert.ok(existsSync(before));
  writeFileSync(join(checkout, 'tests/package-lock.json'), '{ "changed": true }');
  const { calls } = await machine.run(checkout, USE_NODE);
  assert.equal(installs(calls).length, 1);
  const after = readlinkSync(join(checkout, 'tests/node_modules'));
  assert.notEqual(after, before);
  assert.ok(existsSync(after));
});

test('npm that fails: the command, and no folder that looks complete', async () => {
  machine.set('npm-fails');
  const { status, output } = await machine.run(checkout, USE_NODE);
  assert.notEqual(status, 0);
  assert.match(output, /Run by hand: \(cd tests && npm ci\)/);
  assert.ok(!existsSync(join(checkout, 'tests/node_modules')));
});

test('a browser and a driver of one version are used as they are', async () => {
  browser('google-chrome', '140.0.1.2').stub('chromedriver', 'echo "ChromeDriver 140.0.9.9 (abc)"');
  const { status, output, calls } = await machine.run(checkout, USE_BROWSER);
  assert.equal(status, 0, output);
  assert.match(output, /browser=.*\/google-chrome driver=.*\/chromedriver/);
  assert.deepEqual(installs(calls), []);
});

test('the driver that a CI machine names fits its browser', async () => {
  browser('google-chrome', '141.0.1.2').stub('chromedriver', 'echo "ChromeDriver 99.0.0.0"');
  const drivers = join(machine.folder, 'drivers');
  machine.write(join(drivers, 'chromedriver'), '#!/bin/sh\necho "ChromeDriver 141.0.1.2"\n');
  const { output } = await machine.run(checkout, `chmod +x "${drivers}/chromedriver" && ${USE_BROWSER}`, { CHROMEWEBDRIVER: drivers });
  assert.match(output, new RegExp(`driver=${drivers}/chromedriver`));
});

test('no browser, or a driver of another version: Debian\'s packages', async () => {
  browser('google-chrome', '140.0.1.2').stub('chromedriver', 'echo "ChromeDriver 99.0.0.0"');
  const { status, output, calls } = await machine.run(checkout, USE_BROWSER);
  assert.equal(status, 0, output);
  assert.equal(installs(calls).length, 1);
  assert.match(installs(calls)[0], /chromium chromium-driver$/);
  assert.match(output, /browser=.*\/chromium driver=.*\/chromedriver/);
});

test('no browser to be had: the command by hand', async () => {
  machine.set('apt-fails');
  const { status, output } = await machine.run(checkout, USE_BROWSER);
  assert.notEqual(status, 0);
  assert.match(output, /Run by hand: apt-get update && apt-get install -y --no-install-recommends chromium chromium-driver/);
});

test('the npm lock file names no address of a registry', () => {
  const lock = JSON.parse(readFileSync(join(top, 'tests/package-lock.json'), 'utf8'));
  const named = Object.values(lock.packages).map((entry) => entry.resolved ?? '').filter(Boolean);
  assert.deepEqual(named.filter((address) => !address.startsWith('https://registry.npmjs.org/')), []);
});
