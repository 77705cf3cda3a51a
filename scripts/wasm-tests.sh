#!/usr/bin/env bash
# The tests that need a browser: Rust compiled to wasm, run in a real Chromium with a real IndexedDB.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

use_rust
use_browser
use_wasm_bindgen

# The browser's flags are kept in tests/browser/webdriver.json; where the browser is, and
# whether it runs as root (then it refuses its own sandbox), differs from machine to machine.
mkdir -p target
node scripts/webdriver-json.mjs >target/webdriver.json
export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/target/webdriver.json
export WASM_BINDGEN_TEST_TIMEOUT=300
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner

log=target/wasm-tests.log status=0
cargo test --locked --target "$WASM" --no-default-features --features browser --test storage 2>&1 |
  tee "$log" || status=$?
count_cargo_tests "$log" "$status"
