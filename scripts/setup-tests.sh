#!/usr/bin/env bash
# The tests of the scripts themselves: which set-up route is taken, the static server, the counts.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

mkdir -p target
status=0
node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination=target/setup-tests.tap \
  tests/setup/*.test.mjs || status=$?
passed=$(sed -n 's/^# pass //p' target/setup-tests.tap)
failed=$(($(sed -n 's/^# tests //p' target/setup-tests.tap) - passed))
if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
count "$passed" "$failed"
((failed == 0))
