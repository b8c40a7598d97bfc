//! Embeds the migrations: a new one is a new program.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
