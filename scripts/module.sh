#!/usr/bin/env bash
# The JavaScript module in pkg/, as npm takes it, and its size.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

build_module() {
  use_rust
  use_node
  use_wasm_bindgen

  say "  build the module (usually 2 min, 30 s when little changed)"
  STEP="the JavaScript module" HAND="bash -x scripts/module.sh"
  rm -rf target/module
  mkdir -p target/module
  cargo rustc --locked --release --lib --crate-type cdylib --target "$WASM" --no-default-features --features js
  wasm-bindgen --target web --no-typescript --out-name crosskey_wasm --out-dir target/module \
    "${CARGO_TARGET_DIR:-target}/$WASM/release/crosskey.wasm"
  wasm-opt -Oz target/module/crosskey_wasm_bg.wasm -o target/module/small.wasm
  mv target/module/small.wasm target/module/crosskey_wasm_bg.wasm
  cargo run --locked --quiet --no-default-features --example module-parts -- js >target/module/crosskey.js
  cargo run --locked --quiet --no-default-features --example module-parts -- d.ts >target/module/crosskey.d.ts
  cp js/package.json js/README.md LICENSE-APACHE LICENSE-MIT target/module/
  rm -rf pkg
  mv target/module pkg
  STEP=''
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  build_module
  node scripts/size.mjs pkg "$@"
fi
