// A pretended machine for the tests of the set-up: a folder of stubbed commands as the whole
// PATH, a state they read and change, and a log of what was called. Nothing of the real
// machine can be found or changed by a script that runs on it, apart from the plain tools.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('../..', import.meta.url));

const PLAIN = [
  'awk', 'basename', 'bash', 'cat', 'chmod', 'cp', 'cut', 'date', 'dirname', 'env', 'find', 'flock', 'gzip', 'head', 'ln', 'mkdir',
  'mv', 'node', 'readlink', 'rm', 'sed', 'sha256sum', 'sleep', 'tail', 'tar', 'tee', 'timeout', 'touch',
];

// Every stub begins with this: it logs its call, and `has x` asks the state.
const PRELUDE = `#!/usr/bin/env bash
set -eu
echo "\${RUSTUP_TOOLCHAIN:+[$RUSTUP_TOOLCHAIN] }$(basename "$0") $*" >>"$STATE/log"
has() { [[ -e $STATE/$1 ]]; }
`;

const STUBS = {
  // has rustup-online: downloads work. has rustup-hangs: they never end.
  rustup: `
    if [[ $2 == link ]]; then touch "$STATE/linked"; exit; fi
    if has rustup-hangs; then sleep 60; fi
    has rustup-online || { echo "error: could not download file" >&2; exit 1; }
    mkdir -p "$STATE/active-libs"
    touch "$STATE/active-libs/libstd-1.rlib" "$STATE/active-lint"
    rm -f "$STATE/toolchain-missing"`,
  rustc: `
    version=1.95.0 libs=$STATE/active-libs
    # Without its toolchain rustc makes rustup download it first, unless rustup is told not to.
    if has toolchain-missing && [[ \${RUSTUP_TOOLCHAIN:-} != distro ]]; then
      [[ \${RUSTUP_AUTO_INSTALL:-} == 0 ]] || sleep 60
      exit 1
    fi
    if [[ \${RUSTUP_TOOLCHAIN:-} == distro ]]; then
      has linked && has package-rustc-web || { echo "error: no such toolchain" >&2; exit 1; }
      version=$(cat "$STATE/debian-version") libs=$CROSSKEY_SYSROOT_PREFIX/lib/rustlib/wasm32-unknown-unknown/lib
    fi
    case "$1" in
      --version) echo "rustc $version (0000000 2026-01-01)" ;;
      -vV) printf 'rustc %s\\nhost: x86_64-unknown-linux-gnu\\n' "$version" ;;
      --print) echo "$libs" ;;
    esac`,
  cargo: `
    case "$1" in
      clippy | fmt) [[ \${RUSTUP_TOOLCHAIN:-} == distro ]] || has active-lint ;;
      build)
        out=target/wasm32-unknown-unknown/release/deps
        mkdir -p "$out"
        touch "$out/libcore-1.rlib"
        if has std-hangs; then sleep 60; fi
        touch "$out/libstd-1.rlib" "$out/libempty-1.rlib" ;;
      install)
        mkdir -p "$CARGO_TARGET_DIR"
        touch "$CARGO_TARGET_DIR/something-compiled"
        if has install-fails; then exit 101; fi
        root=\${*: -1}
        mkdir -p "$root/bin"
        for name in trunk wasm-bindgen wasm-bindgen-test-runner; do
          printf '#!/bin/sh\\n' >"$root/bin/$name"
          chmod +x "$root/bin/$name"
        done ;;
    esac`,
  'apt-get': `
    if has apt-fails; then echo "E: Unable to fetch some archives" >&2; exit 100; fi
    [[ " $* " == *" install "* ]] || exit 0
    if has apt-slow; then sleep 1; fi
    for word; do touch "$STATE/package-$word"; done
    mkdir -p "$CROSSKEY_SYSROOT_PREFIX/bin"
    touch "$CROSSKEY_SYSROOT_PREFIX/bin/lld-22"
    chmod +x "$CROSSKEY_SYSROOT_PREFIX/bin/lld-22"
    if has package-chromium; then
      for name in chromium chromedriver; do
        printf '#!/bin/sh\\necho "Some %s 156.0.1 built on Debian 12.1"\\n' "$name" >"$STUBS/$name"
        chmod +x "$STUBS/$name"
      done
    fi`,
  'dpkg-query': `has "package-\${*: -1}" && printf 'install ok installed'`,
  id: `cat "$STATE/uid"`,
  uname: `echo x86_64`,
  // A release page, of which `releases` has the archives by name; without it there is no network.
  curl: `
    while [[ $1 != --output ]]; do shift; done
    cp "$STATE/releases/\${3##*/}" "$2"`,
  npm: `
    if has npm-fails; then exit 1; fi
    mkdir -p node_modules/.bin`,
};

const SUDO = `
  if [[ $1 == -n ]]; then shift; fi
  "$@"`;

/** A fresh pretended machine: Debian with rustup's usual toolchain, no network for rustup, run as root. */
export class Machine {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'crosskey-setup-'));
    this.stubs = join(this.folder, 'bin');
    this.state = join(this.folder, 'state');
    this.system = join(this.folder, 'usr');
    this.cache = join(this.folder, 'cache', 'crosskey');
    for (const made of [this.stubs, this.state, this.system]) mkdirSync(made);
    for (const name of PLAIN) symlinkSync(execFileSync('bash', ['-c', `command -v ${name}`]).toString().trim(), join(this.stubs, name));
    for (const [name, body] of Object.entries(STUBS)) this.stub(name, body);
    this.set('uid', '0').set('debian-version', '1.96.0').set('active-lint');
  }

  stub(name, body) {
    const file = join(this.stubs, name);
    writeFileSync(file, `${PRELUDE}${body}\n`);
    chmodSync(file, 0o755);
    return this;
  }

  withSudo() {
    return this.stub('sudo', SUDO);
  }

  without(name) {
    rmSync(join(this.stubs, name));
    return this;
  }

  set(name, value = '') {
    writeFileSync(join(this.state, name), value);
    return this;
  }

  unset(name) {
    rmSync(join(this.state, name), { force: true });
    return this;
  }

  /** A checkout: the real scripts, and as much of the rest as the set-up reads. */
  checkout(name = 'checkout') {
    const folder = join(this.folder, name);
    mkdirSync(join(folder, 'tests'), { recursive: true });
    cpSync(join(top, 'scripts'), join(folder, 'scripts'), { recursive: true });
    for (const file of ['dev', 'rust-toolchain.toml']) cpSync(join(top, file), join(folder, file));
    writeFileSync(join(folder, 'Cargo.lock'), '[[package]]\nname = "wasm-bindgen"\nversion = "0.2.130"\n');
    writeFileSync(join(folder, 'tests/package.json'), '{}');
    writeFileSync(join(folder, 'tests/package-lock.json'), '{}');
    writeFileSync(join(folder, 'tests/.npmrc'), '');
    return folder;
  }

  get environment() {
    return {
      PATH: this.stubs,
      HOME: this.folder,
      XDG_CACHE_HOME: dirname(this.cache),
      CROSSKEY_SYSROOT_PREFIX: this.system,
      CROSSKEY_RUSTUP_TIMEOUT: '1',
      STATE: this.state,
      STUBS: this.stubs,
    };
  }

  start(checkout, command, environment = {}) {
    return spawn('bash', ['-c', command], {
      cwd: checkout,
      env: { ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that all of it can be interrupted
    });
  }

  /** Runs a bash command in a checkout: what it printed, its status, and the commands it called. */
  async run(checkout, command, environment = {}) {
    this.unset('log');
    const child = this.start(checkout, command, environment);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, output, calls: this.calls };
  }

  get calls() {
    return this.read(join(this.state, 'log')).split('\n').filter(Boolean);
  }

  read(file) {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  write(file, text) {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, text);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
