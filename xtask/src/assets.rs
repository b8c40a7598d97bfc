//! Everything the browser fetches, in one directory named by the hash of its contents.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fail::{Context, Outcome};
use crate::front::Mode;
use crate::say;
use crate::state::{self, Fingerprint, Repo};

/// Where the server takes its assets from.
const PKG: &str = "target/site/pkg";

/// A file of the package: its name there, and its content.
type Asset = (String, Vec<u8>);

/// Writes the package directory if something changed, and returns its hash.
pub fn build(repo: &Repo, front: &Path, mode: Mode) -> Outcome<String> {
    let mut assets = Vec::new();
    for file in state::files(front)? {
        let name = file.strip_prefix(front).unwrap_or(&file).to_string_lossy().into_owned();
        assets.push((name, state::read(&file)?));
    }
    assets.push(("behalf.css".to_owned(), stylesheet(&repo.path("style"))?));
    assets.extend(static_files(&repo.path("style"))?);
    assets.sort();

    let mut print = Fingerprint::new();
    for (name, content) in &assets {
        print = print.word(name).bytes(content);
    }
    let mut hash = print.finish();
    hash.truncate(16);

    let current = repo.path(PKG).join("current");
    let done = format!("{hash} {}", mode.word());
    if repo.is_fresh("assets", &done) && fs::read_to_string(&current).is_ok_and(|was| was == hash) {
        say::step("assets: up to date");
        return Ok(hash);
    }
    say::step(&format!("assets: writing {PKG}/{hash}"));
    state::remove_dir(&repo.path(PKG))?;
    let dir = repo.path(PKG).join(&hash);
    for (name, content) in &assets {
        let path = dir.join(name);
        state::write(&path, content)?;
        if mode == Mode::Release && !name.ends_with(".woff2") {
            state::write(&dir.join(format!("{name}.br")), &brotli(content)?)?;
            state::write(&dir.join(format!("{name}.gz")), &gzip(content)?)?;
        }
    }
    state::write(&current, hash.as_bytes())?;
    repo.remember("assets", &done)?;
    Ok(hash)
}

/// The size in bytes of the package's compressed WebAssembly.
pub fn wasm_size(repo: &Repo, hash: &str) -> Outcome<u64> {
    let path = repo.path(PKG).join(hash).join("behalf.wasm.br");
    let meta = fs::metadata(&path).or_fail(|| format!("{} is missing: run `cargo xtask build`.", path.display()))?;
    Ok(meta.len())
}

/// The style files in their order: tokens, base, then the others and the components by name.
/// `main.css` is only a list of imports for cargo-leptos.
fn stylesheet(style: &Path) -> Outcome<Vec<u8>> {
    let mut sheet = Vec::new();
    let all = state::files(style)?;
    let rank = |path: &Path| {
        let name = path.strip_prefix(style).unwrap_or(path).to_string_lossy().into_owned();
        let place = match name.as_str() {
            "tokens.css" => 0,
            "base.css" => 1,
            other if !other.contains('/') => 2,
            _ => 3,
        };
        (place, name)
    };
    let mut files: Vec<_> = all
        .iter()
        .map(|path| (rank(path), path))
        .filter(|((_, name), _)| name.ends_with(".css") && name != "main.css")
        .collect();
    files.sort();
    for (_, path) in files {
        sheet.extend(state::read(path)?);
        sheet.push(b'\n');
    }
    Ok(sheet)
}

/// Icons and fonts, under their own names.
fn static_files(style: &Path) -> Outcome<Vec<Asset>> {
    let mut found = Vec::new();
    for path in state::files(style)? {
        let name = path.strip_prefix(style).unwrap_or(&path).to_string_lossy().into_owned();
        let icon = !name.contains('/') && name.ends_with(".svg");
        let font = name.starts_with("fonts/") && name.ends_with(".woff2");
        if icon || font {
            found.push((name, state::read(&path)?));
        }
    }
    Ok(found)
}

/// Brotli at its best.
fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)
        .or_fail(|| "An asset could not be compressed: start again.".into())?;
    Ok(packed)
}

/// Gzip at its best.
fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .or_fail(|| "An asset could not be compressed: start again.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheet_has_its_order() -> Outcome {
        let dir = std::env::temp_dir().join(format!("xtask-style-{}", std::process::id()));
        state::remove_dir(&dir)?;
        for name in ["components/a", "zebra", "base", "main", "tokens", "components/b", "apple"] {
            state::write(&dir.join(format!("{name}.css")), name.as_bytes())?;
        }
        let sheet = stylesheet(&dir)?;
        assert_eq!(String::from_utf8_lossy(&sheet), "tokens\nbase\napple\nzebra\ncomponents/a\ncomponents/b\n");
        state::remove_dir(&dir)
    }

    #[test]
    fn packed_assets_are_smaller() -> Outcome {
        let text = b"the same words again and again ".repeat(50);
        assert!(brotli(&text)?.len() < text.len() / 4);
        assert!(gzip(&text)?.len() < text.len() / 4);
        Ok(())
    }
}
