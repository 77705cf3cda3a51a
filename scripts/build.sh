#!/usr/bin/env bash
# The release build: dist/ and its size.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

# Where a crate lies on this machine is nobody's business, and would be in the program wherever it can panic.
without_home() {
  local registry
  for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
    printf '\x1f--remap-path-prefix=%s=' "$registry"
  done
}

build_release() {
  use_rust
  use_node
  use_wasm_bindgen
  use_trunk
  say_spent

  STEP="fetching the crates" HAND="cargo fetch --locked"
  cargo fetch --locked --quiet --target "$WASM"
  # The build scripts and macros run here, so the host's crates are needed too.
  cargo fetch --locked --quiet --target "$(rustc -vV | sed -n 's/^host: //p')"

  CARGO_ENCODED_RUSTFLAGS="--cfg=erase_components$(without_home)"
  export CARGO_ENCODED_RUSTFLAGS

  STEP="the release build" HAND="bash -x scripts/build.sh"
  say "  build the release (usually 2 min, 20 s when little changed)"
  trunk build --release --offline --locked
  STEP=''
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  build_release
  node scripts/size.mjs dist "$@"
fi
