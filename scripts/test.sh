#!/usr/bin/env bash
# Every short test there is, part by part; the last line is "N passed, N failed".
# TODAY and ZONE set the clock and the zone of everything that runs (tests/clock.mjs).
set -euo pipefail

export ZONE=${ZONE:-UTC}
export TZ=$ZONE

mkdir -p target
counts=target/test-counts
table=()
total_passed=0
total_failed=0

# part NAME COMMAND...: runs one part as a process of its own, so that a failing part does not
# end the others, and adds up what it counted.
part() {
  local name=$1 begun=$SECONDS status=0 passed failed
  shift
  printf '\n==== %s ====\n' "$name"
  : >"$counts"
  CROSSKEY_COUNTS=$counts "$@" || status=$?
  read -r passed failed < <(awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }' "$counts")
  # A part that breaks off, or runs no test, has failed, whatever it counted.
  if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
  add_row "$name" "$((SECONDS - begun))" "$passed" "$failed"
  ((failed == 0))
}

# Set-up has no tests: it only counts when it fails.
set_up() {
  local begun=$SECONDS failed=0
  printf '==== set-up ====\n'
  bash scripts/setup.sh || failed=1
  add_row set-up "$((SECONDS - begun))" 0 "$failed"
  ((failed == 0))
}

not_run() { # NAME REASON
  printf '\n==== %s ====\nnot run: %s\n' "$1" "$2"
  add_row "$1" 0 0 1
}

add_row() {
  table+=("$(printf '%-28s %8s %8s %8s' "$@")")
  total_passed=$((total_passed + $3))
  total_failed=$((total_failed + $4))
}

run_parts() {
  part "tests of the scripts" bash scripts/setup-tests.sh || true
  part "checks and native tests" bash scripts/check.sh || true
  part "storage in Chromium" bash scripts/wasm-tests.sh || true
  # Never test a build of an earlier day.
  rm -rf dist pkg
  part "JavaScript module" bash scripts/module-tests.sh --budget 550000 || true
  part "release build and its size" bash scripts/build.sh --budget 900000 || true
  if [[ -f dist/index.html ]]; then # a build that is too large is tested all the same
    part "end to end in Chromium" bash scripts/e2e.sh || true
  else
    not_run "end to end in Chromium" "there is no release build"
  fi
}

# One line says which day it is for the tests, or ends the run: that cannot be told before Node.js is there.
# shellcheck disable=SC2016 # the expressions are JavaScript's
say_the_day() { node -e 'import("./tests/clock.mjs").then(({ NOW, ZONE, said }) => console.log(`The tests\u2019 clock says ${said(NOW)} in ${ZONE}.`))'; }

if set_up; then
  export CROSSKEY_QUIET=1
  say_the_day
  run_parts
else
  not_run "all other parts" "the set-up failed"
fi

printf '\n%-28s %8s %8s %8s\n' part seconds passed failed
printf '%s\n' "${table[@]}"
printf '%-28s %8s %8s %8s\n' total "$SECONDS" "$total_passed" "$total_failed"
printf 'Budget on 2 cores: 1200 s with a warm cache, 2700 s with an empty one.\n\n'
printf '%s passed, %s failed\n' "$total_passed" "$total_failed"
((total_failed == 0))
