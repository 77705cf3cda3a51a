# shellcheck shell=bash
# What all scripts share: messages, set-up steps, root rights, counting. Sourced, never run.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/crosskey
STEP='' # what is being done, and
HAND='' # the command to run by hand when it fails: see on_exit
SETUP_LOG=target/set-up.log # what the installers of the last step said
SETUP_SECONDS=              # spent on what was not there; nothing while all of it was
GETTING=                    # whether an installer runs, or failed

say() { printf '%s\n' "$*"; }
# What was done already is worth a line once, not in every part of `./dev test`.
have() { [[ -n ${CROSSKEY_QUIET:-} ]] || say "  have  $*"; }
warn() { printf '%s\n' "$*" >&2; }

fail() {
  warn "Failed: $1"
  [[ -z ${2:-} ]] || warn "Run by hand: $2"
  STEP=''
  exit 1
}

show_log() { tail -n 20 "$SETUP_LOG" >&2 || true; }

# With `set -e` any failing command of a step ends the script; this says what to do then.
on_exit() {
  local status=$?
  [[ $status -ne 0 && -n $STEP ]] || return 0
  if [[ -n $GETTING ]]; then
    say
    show_log
  fi
  warn "Failed: $STEP"
  warn "Run by hand: $HAND"
  warn "Then repeat the ./dev command: it goes on where this one stopped."
}
trap on_exit EXIT
trap 'STEP=${STEP:+$STEP (interrupted)}; exit 130' INT TERM

# step WHAT USUAL-TIME IS-DONE DO-IT BY-HAND
# IS-DONE and DO-IT are functions; BY-HAND is the command a person would type.
step() {
  local what=$1 usual=$2 is_done=$3 do_it=$4
  if "$is_done"; then
    have "$what"
    return
  fi
  lock
  if ! "$is_done"; then # another checkout may have done it while this one waited
    STEP=$what HAND=$5
    get "$what" "$usual" "$do_it"
    if ! "$is_done"; then
      show_log
      fail "$what: it ran, but the result is not there" "$HAND"
    fi
    STEP=''
  fi
  unlock
}

# get WHAT USUAL-TIME COMMAND...: one line about it; what the command says goes to the log.
get() {
  local what=$1 usual=$2 begun=$SECONDS status
  shift 2
  mkdir -p "$(dirname "$SETUP_LOG")"
  GETTING=1
  printf '  get   %s (usually %s) ... ' "$what" "$usual"
  # Not `if`: that would go on after a command that fails within the function.
  set +e
  (
    set -e
    "$@"
  ) >"$SETUP_LOG" 2>&1
  status=$?
  set -e
  SETUP_SECONDS=$((${SETUP_SECONDS:-0} + SECONDS - begun))
  if ((status != 0)); then
    say "failed after $((SECONDS - begun)) s"
    return "$status"
  fi
  say "$((SECONDS - begun)) s"
  GETTING=
}

# The last line of a set-up that had something to do.
say_spent() { [[ -z $SETUP_SECONDS ]] || say "  done  set-up, in $SETUP_SECONDS s"; }

# Two checkouts share the cache, so only one of them installs at a time.
lock() {
  mkdir -p "$CACHE"
  command -v flock >/dev/null || return 0
  exec 9>"$CACHE/lock"
  flock -n 9 || {
    say "  wait  for another set-up on this machine"
    flock 9
  }
}
unlock() { exec 9>&-; }

# What as_root runs a command with, as words to show.
root_prefix() {
  if [[ $(id -u) -ne 0 ]]; then printf 'sudo '; fi
}

# In CI, or without a terminal, sudo must not ask for a password: it fails instead.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    warn "This step needs root rights, and there is no sudo."
    return 1
  elif [[ -n ${CI:-} || ! -t 0 ]]; then
    sudo -n "$@"
  else
    sudo "$@"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q install -y \
    --no-install-recommends "$@"
}
apt_by_hand() { printf '%sapt-get update && %sapt-get install -y --no-install-recommends %s' \
  "$(root_prefix)" "$(root_prefix)" "$*"; }

# count PASSED FAILED: for the sum at the end of `./dev test`.
count() { printf '%s %s\n' "$1" "$2" >>"${CROSSKEY_COUNTS:-/dev/null}"; }

# node_tests LOG FILE...: runs tests of Node's own runner and counts them.
node_tests() {
  local log=$1 status=0 passed failed
  shift
  node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$log" "$@" || status=$?
  passed=$(sed -n 's/^# pass //p' "$log")
  failed=$(($(sed -n 's/^# tests //p' "$log") - passed))
  if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
  count "$passed" "$failed"
  ((failed == 0))
}

# count_cargo_tests LOG STATUS: adds up the `test result:` lines of a `cargo test`.
# No result at all, or a bad exit without a failed test (it did not compile), is one failure.
count_cargo_tests() {
  local passed failed
  read -r passed failed < <(awk '
    /^test result: / { for (i = 1; i < NF; i++) { if ($(i+1) == "passed;") p += $i; if ($(i+1) == "failed;") f += $i } }
    END { print p + 0, f + 0 }' "$1")
  if ((failed == 0 && ($2 != 0 || passed == 0))); then failed=1; fi
  count "$passed" "$failed"
  say "$passed passed, $failed failed"
  ((failed == 0))
}
