#!/usr/bin/env bash
# The tests of the scripts themselves: which set-up route is taken, the static server, the counts.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

mkdir -p target
node_tests target/setup-tests.tap tests/setup/*.test.mjs
