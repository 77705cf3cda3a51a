#!/usr/bin/env bash
# The JavaScript module: built, then used by programs in Node and compiled against by TypeScript.
set -euo pipefail
# shellcheck source=scripts/module.sh
source scripts/module.sh

build_module
node_tests target/module-tests.tap tests/module/*.test.mjs
node scripts/size.mjs pkg "$@"
