#!/usr/bin/env bash
# Installs whatever is missing. Run: everything, as the first part of `./dev test`.
# Sourced: only defines the functions, and the other scripts call the ones they need.
set -euo pipefail

# shellcheck source=scripts/versions.sh
source scripts/versions.sh
# shellcheck source=scripts/lib.sh
source scripts/lib.sh
# shellcheck source=scripts/setup-rust.sh
source scripts/setup-rust.sh
# shellcheck source=scripts/setup-tools.sh
source scripts/setup-tools.sh

set_up_everything() {
  use_rust
  use_node
  use_browser
  use_wasm_bindgen
  use_trunk
  say_spent
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then set_up_everything; fi
