//! The program is killed at each write to the disk: afterwards an order and its event are both there, or neither.

use crate::program::{BINARY, Place};
use crate::story::{Story, tell};
use std::process::Command;

/// Where `strace` can trace, or why not.
pub fn tracing() -> Result<(), String> {
    match Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Err(error.to_string()),
    }
}

pub const CALLS: &str = "fsync,fdatasync";

/// Waits for the disk of the thread that waits most, which is the one that writes the database.
pub fn waits(log: &str) -> usize {
    let mut counts = std::collections::HashMap::new();
    for line in log.lines().filter(|l| l.contains("sync(") && !l.contains("resumed")) {
        *counts.entry(line.split_whitespace().next().unwrap_or_default().to_owned()).or_insert(0_usize) += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

#[test]
fn kill_never_separates_order_and_event() {
    if let Err(why) = tracing() {
        eprintln!("strace cannot be used here ({}): this test is left out", why.trim());
        return;
    }
    let placed = |place: &Place| -> Vec<String> {
        let events = place.events().into_iter().filter(|e| e["type"] == "order.placed");
        events.map(|e| e["target"][0]["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let place = Place::demo();
    let before = placed(&place).len();
    let log = place.file("strace").display().to_string();
    let trace = ["-f", "-qq", "--seccomp-bpf", "-e", &format!("trace={CALLS}"), "-o", &log, BINARY];
    let server = place.try_start("strace", &trace, "serve", &[]).expect("it serves");
    let first = waits(&std::fs::read_to_string(&log).unwrap_or_default());
    tell(&server.addr, &mut Story::default()).expect("the story");
    stop_traced(server);
    let last = waits(&std::fs::read_to_string(&log).unwrap_or_default());
    assert!(last > first + 5, "{first} to {last}");
    assert_eq!(placed(&place).len(), before + 1);
    let mut killed = 0;
    for n in first.max(1)..=last {
        let place = Place::demo();
        let inject = format!("inject={CALLS}:signal=KILL:when={n}");
        // Without the filter in the kernel: with it strace 6.1 injects nothing.
        let kill = ["-f", "-qq", "-e", &format!("trace={CALLS}"), "-e", &inject, "-o", "/dev/null", BINARY];
        let mut story = Story::default();
        match place.try_start("strace", &kill, "serve", &[]) {
            Err(_) => killed += 1,
            Ok(server) => {
                let result = tell(&server.addr, &mut story);
                killed += usize::from(result.is_err());
                stop_traced(server);
            }
        }
        // It comes up again and finishes what was left open.
        let server = place.start("serve", &[]);
        server.stop();
        let result = place.run(&["audit", "verify", "--db"]);
        let said = String::from_utf8_lossy(&result.stdout).into_owned();
        assert!(result.status.success(), "killed at wait {n}: {said}");
        let orders = placed(&place);
        assert!(orders.len() <= before + 1, "killed at wait {n}: {} orders", orders.len());
        if let Some(number) = &story.order {
            assert!(orders.contains(number), "killed at wait {n}: the order {number} was acknowledged and is gone");
        }
    }
    assert!(killed > 3, "only {killed} runs were cut short");
}

/// The tracer is asked; the program under it hears it.
pub fn stop_traced(mut server: crate::program::Server) {
    let children = Command::new("pgrep").args(["-P", &server.child.id().to_string()]).output();
    let children = children.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    for child in children.split_whitespace() {
        let _ = Command::new("kill").args(["-TERM", child]).status();
    }
    let _ = server.child.wait();
}
