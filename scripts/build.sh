#!/usr/bin/env bash
# The release build: dist/ and its size.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

build_release() {
  use_rust
  use_node
  use_wasm_bindgen
  use_trunk

  STEP="fetching the crates" HAND="cargo fetch --locked"
  cargo fetch --locked --quiet --target "$WASM"
  # The build scripts and macros run here, so the host's crates are needed too.
  cargo fetch --locked --quiet --target "$(rustc -vV | sed -n 's/^host: //p')"

  STEP="the release build" HAND="$(toolchain_words)PATH=$TRUNK_ROOT/bin:$WASM_BINDGEN_ROOT/bin:$NODE_ROOT/node_modules/.bin:\$PATH trunk build --release --offline --locked"
  say "  build the release (usually 2 min, 20 s when little changed)"
  trunk build --release --offline --locked
  STEP=''
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  build_release
  node scripts/size.mjs dist "$@"
fi
