#!/usr/bin/env bash
# The tests of the scripts themselves: which set-up route is taken, the static server, the counts.
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

use_node
mkdir -p target
node_tests target/setup-tests.tap tests/setup/*.test.mjs
