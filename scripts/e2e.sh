#!/usr/bin/env bash
# End to end: Chromium against dist/, which ./dev build made, served under a sub-path.
# Arguments go to Playwright, for example: bash scripts/e2e.sh --grep "first key"
set -euo pipefail
# shellcheck source=scripts/setup.sh
source scripts/setup.sh

use_node
use_browser
[[ -f dist/index.html ]] || fail "there is no dist/index.html" "./dev build"

mkdir -p target
rm -f target/e2e.json
status=0
(cd tests && playwright test --config playwright.config.mjs "$@") || status=$?
read -r passed failed skipped < <(node scripts/e2e-counts.mjs target/e2e.json)
if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
count "$passed" "$failed"
say "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
