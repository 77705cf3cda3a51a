#!/usr/bin/env bash
# The fast loop. All checks run, also after one that failed; needs Rust and Node, no browser.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

FAILED=()
# In CI a Cargo.lock that is not up to date is an error; while working Cargo updates it.
LOCKED=()
if [[ -n ${CI:-} ]]; then LOCKED=(--locked); fi

# check NAME COMMAND...
check() {
  local name=$1 begun=$SECONDS
  shift
  say "-- $name: $*"
  if "$@"; then
    count 1 0
    say "   ok, $((SECONDS - begun)) s"
  else
    count 0 1
    FAILED+=("$name")
    warn "   failed: $name. Run by hand: $(toolchain_words)$*"
  fi
}

native_tests() {
  local log=target/native-tests.log status=0
  say "-- native tests: cargo test --no-default-features"
  cargo test "${LOCKED[@]}" --no-default-features --no-fail-fast 2>&1 | tee "$log" || status=$?
  count_cargo_tests "$log" "$status" || FAILED+=("native tests")
}

use_rust
mkdir -p target
check "format" cargo fmt --check
check "clippy, host" cargo clippy "${LOCKED[@]}" --no-default-features --all-targets -- -D warnings
check "clippy, wasm" cargo clippy "${LOCKED[@]}" --target "$WASM" --features app -- -D warnings
check "clippy, module" cargo clippy "${LOCKED[@]}" --target "$WASM" --no-default-features --features js -- -D warnings
# Only the tests that run there: the others are linted for the host, above.
check "clippy, wasm tests" cargo clippy "${LOCKED[@]}" --target "$WASM" --no-default-features \
  --features browser --lib --test storage -- -D warnings
native_tests
check "rules have tests" node scripts/rules-check.mjs
check "tests have one clock" node scripts/clock-check.mjs

if ((${#FAILED[@]})); then
  warn "check failed: $(printf '%s; ' "${FAILED[@]}")"
  exit 1
fi
say "check: all good"
