#!/usr/bin/env bash
# The release build, served on this machine only.
set -euo pipefail
# shellcheck source=scripts/build.sh
source scripts/build.sh

build_release
exec node scripts/static-server.mjs dist "${PORT:-8080}"
