# shellcheck shell=bash
# The programs that are not Rust itself: wasm-bindgen, Trunk, npm packages, a browser.
# Sourced, never run; use_rust comes first, because the tools are keyed by its version.

# ---- Trunk and wasm-bindgen, kept in the cache: a release's own programs, or compiled with cargo ----

# A tool is made beside its place and renamed at the end, so one that is there is complete.

# release_tool ROOT TOOL-VERSION-TARGET URL PROGRAM: the programs of a release's archive, if its SHA-256 is pinned, it
# can be had, and PROGRAM runs on this machine.
release_tool() {
  local root=$1 sum archive=$1.tar.gz programs=$1.partial/bin
  sum=$(release_sha256 "$2")
  [[ -n $sum ]] || return 1
  rm -rf "$root.partial"
  mkdir -p "$programs"
  if curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --connect-timeout 10 --max-time 180 \
    --output "$archive" "$3" &&
    sha256sum --check --status <<<"$sum  $archive" && unpack "$archive" "$programs" && "$programs/$4" --version; then
    rm -rf "$root" "$archive"
    mv "$root.partial" "$root"
  else
    say "$3 could not be had, or is not what it should be: compiling it instead"
    rm -rf "$root.partial" "$archive"
    return 1
  fi
}

# Some archives have a folder around the programs.
unpack() { # ARCHIVE FOLDER
  tar -xzf "$1" -C "$2" && find "$2" -mindepth 2 -type f -exec mv {} "$2" \;
}

# The build folder stays until the end: an interrupted build goes on. Run in the cache, where neither the project's
# .cargo/config.toml nor its rust-toolchain.toml reaches.
cargo_tool() { # ROOT ARGUMENTS OF cargo install
  local root=$1 build=$CACHE/build-${1##*/} toolchain
  toolchain=$(toolchain)
  shift
  (cd "$CACHE" && RUSTUP_TOOLCHAIN=$toolchain CARGO_TARGET_DIR=$build cargo install "$@" --root "$root.partial")
  rm -rf "$root"
  mv "$root.partial" "$root"
  rm -rf "$build"
}

# How long a tool takes: TOOL-VERSION-TARGET TIME-TO-COMPILE
usually() { if [[ -n $(release_sha256 "$1") ]]; then say "10 s, or $2 to compile it"; else say "$2"; fi; }

use_wasm_bindgen() {
  local version
  version=$(wasm_bindgen_version)
  [[ -n $version ]] || fail "Cargo.lock names no wasm-bindgen" "cargo generate-lockfile"
  WASM_BINDGEN_ROOT=$CACHE/wasm-bindgen-$version-rust$RUST_VERSION
  WASM_BINDGEN_RELEASE=wasm-bindgen-$version-$(uname -m)-unknown-linux-musl
  WASM_BINDGEN_URL=https://github.com/wasm-bindgen/wasm-bindgen/releases/download/$version/$WASM_BINDGEN_RELEASE.tar.gz
  # Without --locked: its lock file may name a crate newer than a mirror of the registry has.
  WASM_BINDGEN_ARGS=(wasm-bindgen-cli --version "$version" --no-default-features)
  step "wasm-bindgen $version" "$(usually "$WASM_BINDGEN_RELEASE" "4 min")" wasm_bindgen_installed install_wasm_bindgen \
    "cargo install ${WASM_BINDGEN_ARGS[*]} --root $WASM_BINDGEN_ROOT"
  PATH=$WASM_BINDGEN_ROOT/bin:$PATH
}
wasm_bindgen_installed() { [[ -x $WASM_BINDGEN_ROOT/bin/wasm-bindgen-test-runner ]]; }
install_wasm_bindgen() {
  release_tool "$WASM_BINDGEN_ROOT" "$WASM_BINDGEN_RELEASE" "$WASM_BINDGEN_URL" wasm-bindgen ||
    cargo_tool "$WASM_BINDGEN_ROOT" "${WASM_BINDGEN_ARGS[@]}"
}

use_trunk() {
  TRUNK_ROOT=$CACHE/trunk-$TRUNK_VERSION-rust$RUST_VERSION
  TRUNK_TARGET=$(uname -m)-unknown-linux-gnu
  TRUNK_URL=https://github.com/trunk-rs/trunk/releases/download/v$TRUNK_VERSION/trunk-$TRUNK_TARGET.tar.gz
  TRUNK_ARGS=(--locked trunk --version "$TRUNK_VERSION" --no-default-features)
  step "Trunk $TRUNK_VERSION" "$(usually "trunk-$TRUNK_VERSION-$TRUNK_TARGET" "7 min")" trunk_installed install_trunk \
    "cargo install ${TRUNK_ARGS[*]} --root $TRUNK_ROOT"
  PATH=$TRUNK_ROOT/bin:$PATH
}
trunk_installed() { [[ -x $TRUNK_ROOT/bin/trunk ]]; }
install_trunk() {
  release_tool "$TRUNK_ROOT" "trunk-$TRUNK_VERSION-$TRUNK_TARGET" "$TRUNK_URL" trunk || compile_trunk
}
# Trunk only copies files and calls tools: a fast compile is worth more than a fast Trunk.
compile_trunk() {
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    cargo_tool "$TRUNK_ROOT" "${TRUNK_ARGS[@]}"
}

# ---- npm packages, kept in the cache; tests/node_modules points there ----

use_node() {
  command -v npm >/dev/null || fail "there is no Node.js with npm" "see https://nodejs.org (20 or newer)"
  NODE_ROOT=$CACHE/node-$(cat tests/package.json tests/package-lock.json | sha256sum | cut -c1-12)
  step "npm packages" "10 s" node_installed install_node "(cd tests && npm ci)"
  if [[ $(readlink tests/node_modules || true) != "$NODE_ROOT/node_modules" ]]; then
    rm -rf tests/node_modules
    ln -s "$NODE_ROOT/node_modules" tests/node_modules
  fi
  PATH=$NODE_ROOT/node_modules/.bin:$PATH
}
node_installed() { [[ -d $NODE_ROOT/node_modules ]]; }
# No install scripts: none of the packages needs one, and Playwright must not fetch a browser.
install_node() {
  rm -rf "$NODE_ROOT.partial"
  mkdir -p "$NODE_ROOT.partial"
  cp tests/package.json tests/package-lock.json tests/.npmrc "$NODE_ROOT.partial/"
  (cd "$NODE_ROOT.partial" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund)
  rm -rf "$NODE_ROOT"
  mv "$NODE_ROOT.partial" "$NODE_ROOT"
}

# ---- a browser and the driver of the same version ----

use_browser() {
  step "Chromium and its driver" "1 min" find_browser install_browser \
    "$(apt_by_hand "${DEBIAN_BROWSER_PACKAGES[@]}")"
  export CHROMIUM CHROMEDRIVER
}
install_browser() { apt_install "${DEBIAN_BROWSER_PACKAGES[@]}"; }

# Sets CHROMIUM and CHROMEDRIVER to the first pair of one major version. What the caller set
# comes first; CHROMEWEBDRIVER is where GitHub's machines keep their driver.
find_browser() {
  local browser driver
  for browser in "${CHROMIUM:-}" chromium google-chrome google-chrome-stable chromium-browser; do
    browser=$(command -v "${browser:-/nowhere}") || continue
    for driver in "${CHROMEDRIVER:-}" "${CHROMEWEBDRIVER:-/nowhere}/chromedriver" chromedriver; do
      driver=$(command -v "${driver:-/nowhere}") || continue
      if [[ $(major_version "$browser") == "$(major_version "$driver")" ]]; then
        CHROMIUM=$browser CHROMEDRIVER=$driver
        return 0
      fi
    done
  done
  return 1
}
major_version() { "$1" --version 2>/dev/null | sed -n '1s/^[^0-9]*\([0-9]*\)\..*/\1/p'; }
