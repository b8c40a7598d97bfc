//! Exporting the log as files that anybody can verify, and verifying them.
//!
//! `entries.jsonl` has one event per line, `checkpoint` the newest signed note, `vkey` the key to check it with. Where
//! retention removed bodies, `pruned` has their leaves, and `entries.jsonl` begins after them.

use crate::audit::check::{Checker, Report};
use crate::audit::checkpoint::Signed;
use crate::audit::note::{self, PublicKey};
use crate::audit::{PRUNED, canonical, compare};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::{on_tx, sql};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::Path;

/// Events that are read at once.
const BATCH: i64 = 2_000;
/// The files in the order of `SHA256SUMS`.
const FILES: [&str; 4] = ["checkpoint", "entries.jsonl", "pruned", "vkey"];

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::Start(format!("{}: {error}", path.display()))
}

/// Writes the whole log and its newest checkpoint into `dir`; returns the number of events.
///
/// # Errors
/// [`Error::Start`] when a file cannot be written.
pub async fn export(cx: &Cx, signed: &Signed, dir: &Path) -> Result<i64> {
    fs::create_dir_all(dir).map_err(|e| failed(dir, &e))?;
    let written = |name: &str, text: &str| {
        let path = dir.join(name);
        fs::write(&path, text).map_err(|e| failed(&path, &e))
    };
    let events = entries(cx, dir).await?;
    written("checkpoint", &signed.note)?;
    written("vkey", &format!("{}\n", signed.vkey))?;
    let mut sums = String::new();
    for name in FILES {
        let path = dir.join(name);
        match File::open(&path).and_then(|mut file| sum(&mut file)) {
            Ok(sum) => sums.push_str(&format!("{sum}  {name}\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&path, &error)),
        }
    }
    written("SHA256SUMS", &sums)?;
    Ok(events)
}

fn sum(file: &mut File) -> std::io::Result<String> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(canonical::hex(&hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}

async fn entries(cx: &Cx, dir: &Path) -> Result<i64> {
    let (path, pruned) = (dir.join("entries.jsonl"), dir.join("pruned"));
    let mut lines = BufWriter::new(File::create(&path).map_err(|e| failed(&path, &e))?);
    if let Err(error) = fs::remove_file(&pruned)
        && error.kind() != ErrorKind::NotFound
    {
        return Err(failed(&pruned, &error));
    }
    let mut leaves = String::new();
    let mut snapshot = cx.db().snapshot().await?;
    let mut from = 0_i64;
    loop {
        let batch: Vec<(i64, String, Vec<u8>)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
            select seq, body, leaf from audit_event where seq >= $1 order by seq limit cast($2 as bigint)
        ")).bind(from).bind(BATCH).fetch_all(c).await?);
        let Some((last, ..)) = batch.last() else { break };
        from = last + 1;
        for (_, body, leaf) in &batch {
            if body == PRUNED {
                leaves.push_str(&BASE64.encode(leaf));
                leaves.push('\n');
            } else {
                writeln!(lines, "{body}").map_err(|e| failed(&path, &e))?;
            }
        }
    }
    lines.flush().map_err(|e| failed(&path, &e))?;
    if !leaves.is_empty() {
        fs::write(&pruned, leaves).map_err(|e| failed(&pruned, &e))?;
    }
    Ok(from)
}

/// Verifies an export, and compares it with checkpoints kept elsewhere; `more` are keys from before a rotation.
///
/// # Errors
/// [`Error::Start`] when a file is missing: what is wrong with the record is in the report.
pub fn verify(dir: &Path, older: &[String], more: &[PublicKey]) -> Result<Report> {
    let read = |name: &str| {
        let path = dir.join(name);
        fs::read_to_string(&path).map_err(|e| failed(&path, &e))
    };
    let (vkey, note) = (read("vkey")?, read("checkpoint")?);
    let Some(key) = PublicKey::parse(&vkey) else { return Ok(only("vkey: is no key".to_owned())) };
    let checkpoint = match key.open(&note) {
        Ok(checkpoint) => checkpoint,
        Err(what) => return Ok(only(what)),
    };
    let keys: Vec<PublicKey> = more.iter().cloned().chain([key]).collect();
    let mut checker = Checker::new(&checkpoint.origin.clone(), [checkpoint]);
    for older in older.iter().flat_map(|text| note::split(text)) {
        match compare::open(&older, &keys) {
            Ok(checkpoint) => checker.want(checkpoint),
            Err(what) => checker.find(format!("an older checkpoint: {what}")),
        }
    }
    lines(dir, &mut checker)?;
    Ok(checker.finish())
}

fn lines(dir: &Path, checker: &mut Checker) -> Result<()> {
    match fs::read_to_string(dir.join("pruned")) {
        Ok(text) => {
            for line in text.lines() {
                match BASE64.decode(line).ok().and_then(|bytes| bytes.try_into().ok()) {
                    Some(leaf) => checker.pruned(leaf),
                    None => checker.find(format!("pruned: line {} is no leaf", checker.events() + 1)),
                }
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&dir.join("pruned"), &error)),
    }
    let path = dir.join("entries.jsonl");
    let mut file = BufReader::with_capacity(1 << 20, File::open(&path).map_err(|e| failed(&path, &e))?);
    let mut line = Vec::new();
    while !checker.is_hopeless() {
        line.clear();
        if file.read_until(b'\n', &mut line).map_err(|e| failed(&path, &e))? == 0 {
            return Ok(());
        }
        if line.pop() != Some(b'\n') {
            checker.find(format!("event {}: its line was cut off", checker.events()));
            return Ok(());
        }
        checker.line(&line);
    }
    Ok(())
}

fn only(finding: String) -> Report {
    Report { events: 0, signed: 0, pruned: 0, findings: vec![finding], left_out: Vec::new() }
}
