# shellcheck shell=bash
# Rust from Debian's packages, for a machine that rustup's server cannot be reached from. Debian has no std for wasm that
# fits, so that is compiled here. Sourced by setup-rust.sh when the ordinary way fails; never run.

use_debian_rust() {
  if debian_rust_complete; then
    export RUSTUP_TOOLCHAIN=$DISTRO
    have "Rust $(rust_version), from Debian's packages"
  else
    install_debian_rust
    say "        Rust $(rust_version), from Debian's packages"
  fi
  forget_builds_with_another_std
}

debian_rust_complete() { debian_rust_linked && std_installed && linker_linked; }

install_debian_rust() {
  command -v rustup >/dev/null ||
    fail "there is no rustup" "see https://rustup.rs, then repeat the ./dev command"
  step "Rust from Debian's packages" "1 min" debian_rust_installed install_rust_packages \
    "$(apt_by_hand "${DEBIAN_RUST_PACKAGES[@]}")"
  step "Debian's Rust as rustup's toolchain \"$DISTRO\"" "1 s" debian_rust_linked link_debian_rust \
    "rustup toolchain link $DISTRO $SYSROOT"
  export RUSTUP_TOOLCHAIN=$DISTRO
  STD_BUILT=$CACHE/std-wasm32-rust$(rust_version)
  step "std for wasm, compiled" "1 min" std_built build_std "(cd $STD_BUILT.partial && $(std_command))"
  step "std for wasm, in Debian's Rust" "1 s" std_installed install_std \
    "$(root_prefix)cp -r $STD_BUILT $WASM_DIR"
  step "the linker for wasm" "1 s" linker_linked link_linker \
    "$(root_prefix)ln -sf $SYSROOT/bin/$DEBIAN_LLD $(linker_path)"
}

debian_rust_installed() {
  local package
  for package in "${DEBIAN_RUST_PACKAGES[@]}"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] || return 1
  done
}
install_rust_packages() { apt_install "${DEBIAN_RUST_PACKAGES[@]}"; }

debian_rust_linked() { RUSTUP_TOOLCHAIN=$DISTRO rustc --version >/dev/null 2>&1 && RUSTUP_TOOLCHAIN=$DISTRO has_lint_tools; }
link_debian_rust() { rustup toolchain link "$DISTRO" "$SYSROOT"; }

# From Debian's sources, for all the crates a program or a test harness links.
# embed-bitcode: without it a build with `lto = true` cannot read these libraries.
std_command() {
  printf 'RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_PROFILE_RELEASE_LTO=off cargo build --release -Zbuild-std=std,panic_abort,panic_unwind,test --target %s' "$WASM"
}

std_built() { [[ -f $STD_BUILT/$(basename "$STD_STAMP") ]]; }
build_std() {
  local work=$STD_BUILT.partial lib
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n' >"$work/Cargo.toml"
  : >"$work/src/lib.rs"
  (cd "$work" && RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_TARGET_DIR=target cargo build --release \
    -Zbuild-std=std,panic_abort,panic_unwind,test --target "$WASM")
  rm -rf "$work/out"
  mkdir -p "$work/out/lib"
  for lib in "$work/target/$WASM/release/deps/"*.rlib; do
    [[ $lib == */libempty-* ]] || cp "$lib" "$work/out/lib/"
  done
  # The stamp also tells one build of std from another: see forget_builds_with_another_std.
  printf '%s\nbuilt %s\n' "$(rustc --version)" "$(date +%s)" >"$work/out/$(basename "$STD_STAMP")"
  rm -rf "$STD_BUILT"
  mv "$work/out" "$STD_BUILT"
  rm -rf "$work"
}

# Complete, and of this compiler: packages upgraded since make another std necessary.
std_installed() {
  [[ -f $STD_STAMP && $(head -n 1 "$STD_STAMP") == "$(RUSTUP_TOOLCHAIN=$DISTRO rustc --version 2>/dev/null)" ]]
}
# The stamp comes last: a copy cut short has none, and is made again.
install_std() {
  as_root rm -rf "$WASM_DIR"
  as_root mkdir -p "$WASM_DIR"
  as_root cp -r "$STD_BUILT/lib" "$WASM_DIR/"
  as_root cp "$STD_BUILT/$(basename "$STD_STAMP")" "$STD_STAMP"
}

# rustc links wasm with a program called rust-lld, which Debian's packages lack.
linker_path() { printf '%s/lib/rustlib/%s/bin/rust-lld' "$SYSROOT" "$(RUSTUP_TOOLCHAIN=$DISTRO rustc -vV | sed -n 's/^host: //p')"; }
linker_linked() { [[ -x $(linker_path) ]]; }
link_linker() {
  as_root mkdir -p "$(dirname "$(linker_path)")"
  as_root ln -sf "$SYSROOT/bin/$DEBIAN_LLD" "$(linker_path)"
}

# Cargo does not see that std was replaced and would mix libraries built against both.
forget_builds_with_another_std() {
  local mark=target/.crosskey-std stamp
  stamp=$(cat "$STD_STAMP")
  [[ $(cat "$mark" 2>/dev/null) != "$stamp" ]] || return 0
  if [[ -d target/$WASM ]]; then
    say "        std for wasm is new: removing what was built with the old one (target/$WASM)"
    rm -rf "target/$WASM"
  fi
  mkdir -p target
  printf '%s\n' "$stamp" >"$mark"
}
