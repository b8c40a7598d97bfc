//! The front half: the islands as WebAssembly, with their JavaScript glue.

use std::path::PathBuf;

use wasm_bindgen_cli_support::Bindgen;

use crate::cmd;
use crate::fail::{Context, Outcome};
use crate::node;
use crate::say;
use crate::state::{self, Fingerprint, Repo};
use crate::toolchain::{Toolchain, WASM};

/// Release or development.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Small and compressed.
    Release,
    /// Quick to make.
    Dev,
}

impl Mode {
    /// A word for fingerprints and file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev",
        }
    }
}

/// What the front half is made from.
const INPUTS: &[&str] = &["app", "domain", "frontend", "Cargo.toml", "Cargo.lock", ".cargo/config.toml"];

/// The arguments of `wasm-opt`. The list is explicit because `strip` removes the section that would
/// name the features; `--all-features` would emit imports that Chromium refuses.
const WASM_OPT: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the front half if something changed. Returns the directory that holds `behalf.js` and
/// `behalf.wasm`.
pub fn build(repo: &Repo, toolchain: &Toolchain, mode: Mode) -> Outcome<PathBuf> {
    let profile = match mode {
        Mode::Release => "wasm-release",
        Mode::Dev => "dev",
    };
    let folder = if mode == Mode::Dev { "debug" } else { profile };
    let module = repo.path("target/front").join(WASM).join(folder).join("frontend.wasm");
    let step = format!("front-{}", mode.word());
    let mut inputs = Fingerprint::new().word(&toolchain.version);
    for input in INPUTS {
        inputs = inputs.tree(&repo.root, input)?;
    }
    let inputs = inputs.finish();
    if repo.is_built(&step, &inputs, &module) {
        say::step("front half: up to date");
    } else {
        say::step("front half: compiling the islands (the first time takes minutes)");
        let mut cargo = toolchain.cargo(repo, "build");
        cargo
            .args(["--package", "frontend", "--lib", "--target", WASM, "--profile", profile])
            .args(["--target-dir", "target/front"]);
        cmd::run(&mut cargo, "The front half did not compile: the compiler's messages are above.")?;
        repo.remember_built(&step, &inputs, &module)?;
    }
    bind(repo, module, mode)
}

/// Makes the glue and shrinks the module, if the module changed.
fn bind(repo: &Repo, module: PathBuf, mode: Mode) -> Outcome<PathBuf> {
    let out = repo.state(&format!("bound-{}", mode.word()));
    let step = format!("bind-{}", mode.word());
    let tool = if mode == Mode::Release { node::wasm_opt(repo)? } else { None };
    let print = Fingerprint::new()
        .word(env!("CARGO_PKG_VERSION"))
        .word(tool.as_ref().map_or("", |_| node::BINARYEN))
        .word(&WASM_OPT.join(" "))
        .tree(&repo.root, &module.strip_prefix(&repo.root).unwrap_or(&module).to_string_lossy())?
        .finish();
    if out.join("behalf.wasm").is_file() && repo.is_fresh(&step, &print) {
        return Ok(out);
    }
    say::step("front half: making the JavaScript glue");
    state::remove_dir(&out)?;
    state::make_dir(&out)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).out_name("behalf").typescript(false).debug(mode == Mode::Dev);
    bindgen.remove_name_section(mode == Mode::Release);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(&out)).or_fail(|| {
        "wasm-bindgen refused the module: the versions of wasm-bindgen in Cargo.lock and of \
             wasm-bindgen-cli-support in xtask/Cargo.toml must be equal."
            .into()
    })?;
    let bound = out.join("behalf_bg.wasm");
    let wanted = out.join("behalf.wasm");
    let js = out.join("behalf.js");
    // Leptos asks for `behalf.wasm`, because LEPTOS_OUTPUT_NAME is set in `.cargo/config.toml`.
    let glue = String::from_utf8_lossy(&state::read(&js)?).replace("behalf_bg.wasm", "behalf.wasm");
    state::write(&js, glue.as_bytes())?;
    if let Some(tool) = tool {
        say::step("front half: shrinking the WebAssembly with wasm-opt");
        let mut command = cmd::clean("node");
        command.arg(tool).args(WASM_OPT).arg(&bound).arg("-o").arg(&wanted);
        cmd::run(&mut command, "wasm-opt failed: remove target/xtask-state/node and start again.")?;
        std::fs::remove_file(&bound)
    } else {
        std::fs::rename(&bound, &wanted)
    }
    .or_fail(|| format!("{} cannot be moved: start again.", bound.display()))?;
    repo.remember(&step, &print)?;
    Ok(out)
}
