//! Tools from npm, installed on demand: `wasm-opt` and the browser tests' packages.

use std::path::PathBuf;

use crate::cmd;
use crate::debian;
use crate::fail::{Fail, Outcome};
use crate::say;
use crate::state::{self, Fingerprint, Repo};

/// The pinned version of Binaryen; 120 or newer is needed for what Rust emits.
pub const BINARYEN: &str = "132.0.0";

/// The script of `wasm-opt`, installed on first use; `None` when there is no npm.
pub fn wasm_opt(repo: &Repo) -> Outcome<Option<PathBuf>> {
    let home = repo.state("node");
    let script = home.join("node_modules/binaryen/bin/wasm-opt");
    if script.is_file() && repo.is_fresh("binaryen", BINARYEN) {
        return Ok(Some(script));
    }
    if !(cmd::exists("npm") && cmd::exists("node")) {
        say::step("front half: no npm here, so the WebAssembly stays larger than it could be");
        return Ok(None);
    }
    say::step(&format!("front half: installing wasm-opt (npm binaryen {BINARYEN})"));
    state::write(&home.join("package.json"), b"{\"private\":true}\n")?;
    let mut npm = cmd::clean("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(&home)
        .arg(format!("binaryen@{BINARYEN}"))
        .current_dir(&home);
    cmd::run(&mut npm, "npm could not install binaryen: check that the npm registry is reachable.")?;
    if !script.is_file() {
        return Err(Fail::new(format!(
            "npm's binaryen {BINARYEN} holds no wasm-opt: remove target/xtask-state/node and start \
             again."
        )));
    }
    repo.remember("binaryen", BINARYEN)?;
    Ok(Some(script))
}

/// A Chromium for the browser tests: the one of `CHROMIUM`, one that is installed, or Debian's.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let installed = || known.iter().map(PathBuf::from).find(|path| path.exists());
    if let Some(found) = installed() {
        return Ok(found);
    }
    if debian::is_debian() {
        debian::install(&["chromium"])?;
    }
    installed().ok_or_else(|| Fail::new("No Chromium: install it, or say where it is with CHROMIUM=/path/to/chromium."))
}

/// A browser other than Chromium: the variable that tells the tests where it is, its program, and what Debian has it in.
pub struct Other {
    /// For messages.
    pub name: &'static str,
    /// The variable.
    pub variable: &'static str,
    programs: &'static [&'static str],
    packages: &'static [&'static str],
}

/// Those that the story runs in besides Chromium.
pub const OTHERS: &[Other] = &[
    Other {
        name: "Firefox",
        variable: "FIREFOX",
        programs: &["/usr/bin/firefox-esr", "/usr/bin/firefox"],
        packages: &["firefox-esr"],
    },
    // Its window needs a screen, if only one that nobody sees.
    Other {
        name: "WebKit",
        variable: "WEBKIT",
        programs: &["/usr/bin/WebKitWebDriver"],
        packages: &["webkit2gtk-driver", "xvfb"],
    },
];

impl Other {
    /// The program, installed on first use; `None` where that cannot be.
    pub fn find(&self) -> Option<PathBuf> {
        if let Some(chosen) = std::env::var_os(self.variable) {
            return Some(chosen.into());
        }
        let needs_screen = self.packages.contains(&"xvfb");
        let installed = || {
            let found = self.programs.iter().map(PathBuf::from).find(|path| path.exists());
            found.filter(|_| !needs_screen || cmd::exists("Xvfb"))
        };
        if installed().is_none()
            && debian::is_debian()
            && let Err(fail) = debian::install(self.packages)
        {
            say::step(&format!("{}: {fail}", self.name));
        }
        installed()
    }
}

/// Installs the browser tests' packages, exactly as locked, if the lock file changed.
pub fn browser_packages(repo: &Repo) -> Outcome {
    if !cmd::exists("npm") {
        return Err(Fail::new("The browser tests need Node 20 and npm: install them."));
    }
    let lock = Fingerprint::new().tree(&repo.root, "end2end/package-lock.json")?.finish();
    if repo.path("end2end/node_modules").is_dir() && repo.is_fresh("end2end", &lock) {
        return Ok(());
    }
    say::step("browser: npm ci in end2end");
    let mut npm = cmd::clean("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(repo.path("end2end"));
    cmd::run(&mut npm, "`npm ci` failed in end2end: check that the npm registry is reachable.")?;
    repo.remember("end2end", &lock)
}
