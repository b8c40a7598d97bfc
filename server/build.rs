//! Tells the program which asset directory it embeds. Without one (plain `cargo check`) it embeds none.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../target/site");
    let _ = fs::create_dir_all(root.join("pkg"));
    let current = root.join("pkg/current");
    println!("cargo:rerun-if-changed={}", current.display());
    let hash = fs::read_to_string(&current).unwrap_or_default();
    let hash = if hash.trim().is_empty() { "none" } else { hash.trim() };
    println!("cargo:rustc-env=BEHALF_PKG_HASH={hash}");
}
