# shellcheck shell=bash
# A Rust that builds for the host and for wasm, with clippy and rustfmt: the one that rust-toolchain.toml names.
# Sourced, never run.
#
# The first way that works is taken and named:
#   installed  it is there, with its wasm target
#   rustup     rustup downloads what is missing (an ordinary machine)
#   Debian     rustup's server cannot be reached, now or when this machine was set up: see setup-debian-rust.sh

WASM=wasm32-unknown-unknown
DISTRO=distro # the name rustup knows Debian's toolchain by
RUSTUP_TIMEOUT=${CROSSKEY_RUSTUP_TIMEOUT:-300} # seconds
# Tests put Debian's tree elsewhere.
SYSROOT=${CROSSKEY_SYSROOT_PREFIX:-/usr}
WASM_DIR=$SYSROOT/lib/rustlib/$WASM
STD_STAMP=$WASM_DIR/crosskey-std-complete # what the Debian way leaves

use_rust() {
  if [[ ${RUSTUP_TOOLCHAIN:-} != "$DISTRO" ]] && rust_complete; then
    have "Rust $(rust_version)"
  elif [[ ${RUSTUP_TOOLCHAIN:-} != "$DISTRO" && ! -f $STD_STAMP ]] && rust_by_rustup; then
    say "        Rust $(rust_version), by rustup"
  else
    # shellcheck source=scripts/setup-debian-rust.sh
    source scripts/setup-debian-rust.sh
    use_debian_rust
  fi
  # shellcheck disable=SC2034 # setup-tools.sh keys its tools by it
  RUST_VERSION=$(rust_version)
}

# The toolchain in use: the environment comes before rust-toolchain.toml, as rustup has it.
toolchain() {
  local channel
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  printf '%s' "${RUSTUP_TOOLCHAIN:-$channel}"
}

# What a person types before a cargo command to get the toolchain chosen here.
toolchain_words() {
  if [[ -n ${RUSTUP_TOOLCHAIN:-} ]]; then printf 'RUSTUP_TOOLCHAIN=%s ' "$RUSTUP_TOOLCHAIN"; fi
}

rust_version() { rustc --version | cut -d' ' -f2; }

has_lint_tools() { cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1

# Only looks: rustup would download a toolchain that is missing as soon as it is called, and a download may hang.
rust_complete() {
  local libs
  libs=$(RUSTUP_AUTO_INSTALL=0 timeout "$RUSTUP_TIMEOUT" rustc --print target-libdir --target "$WASM" 2>/dev/null) || return 1
  compgen -G "$libs/libstd-*.rlib" >/dev/null && has_lint_tools
}

rust_by_rustup() {
  local install=(rustup toolchain install "$(toolchain)" --profile minimal --target "$WASM"
    --component clippy --component rustfmt)
  command -v rustup >/dev/null || return 1
  # Bounded: behind a closed network the connection may hang instead of failing.
  if get "Rust $(toolchain) with its wasm target" "1 min" timeout "$RUSTUP_TIMEOUT" "${install[@]}" && rust_complete; then
    return 0
  fi
  say "        rustup could not download it; Debian's packages instead"
  return 1
}
