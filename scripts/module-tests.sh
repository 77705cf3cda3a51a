#!/usr/bin/env bash
# The JavaScript module: built, then used by programs in Node and compiled against by TypeScript.
set -euo pipefail
# shellcheck source=scripts/module.sh
source scripts/module.sh

build_module
node scripts/size.mjs pkg
status=0
node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination=target/module-tests.tap \
  tests/module/*.test.mjs || status=$?
passed=$(sed -n 's/^# pass //p' target/module-tests.tap)
failed=$(($(sed -n 's/^# tests //p' target/module-tests.tap) - passed))
if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
count "$passed" "$failed"
((failed == 0))
