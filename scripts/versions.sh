# shellcheck shell=bash
# Every version the set-up pins, in one place. Sourced, never run.
#
# Not here, because another file is the source:
#   wasm-bindgen      Cargo.lock (the command-line tool must be of the library's version)
#   npm packages      tests/package-lock.json

# The newest Trunk that builds with the Rust of Debian's packages (0.22 wants 1.96.1).
# shellcheck disable=SC2034
TRUNK_VERSION=0.21.14

# The SHA-256 of a release's archive, as its project publishes it; nothing where none is known here. A tool without one
# is compiled, so a new version needs its sum here to be had ready-made.
release_sha256() { # TOOL-VERSION-TARGET
  case $1 in
    trunk-0.21.14-x86_64-unknown-linux-gnu) echo f2b4680cd239693a646a2795e4633c625328d7b2a044fbe749fa3a2fe9e7036b ;;
    trunk-0.21.14-aarch64-unknown-linux-gnu) echo b1d8e60e454f7fc182d9a4d95d1506ffbae947d8ba90f8f6f02da93b60f980f9 ;;
  esac
}

# The Debian route: compiler, its sources (to build std for wasm) and the wasm linker.
# shellcheck disable=SC2034
DEBIAN_RUST_PACKAGES=(rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-22)
# shellcheck disable=SC2034
DEBIAN_LLD=lld-22
# shellcheck disable=SC2034
DEBIAN_BROWSER_PACKAGES=(chromium chromium-driver)

# The version of wasm-bindgen in Cargo.lock; nothing when there is none.
wasm_bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock 2>/dev/null || true
}
