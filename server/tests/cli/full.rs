//! A disk without room: what cannot be recorded does not happen, and when there is room again all goes on (R52, R116).

use crate::http::{field, get, post};
use crate::program::{BINARY, Place};
use crate::story::{Story, act, agent, oleg, product, sign_in};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// The size of the disk.
const SIZE: &str = "48m";

/// The disk is mounted over the folder for this program alone, with what was in the folder.
fn script(folder: &str) -> String {
    format!(
        "cp -a '{folder}' '{folder}.kept' && mount -t tmpfs -o size={SIZE} tmpfs '{folder}' && cd '{folder}' \
         && cp -a '{folder}.kept/.' . && rm -r '{folder}.kept' && exec \"$0\" \"$@\""
    )
}

/// Whether a disk can be mounted here.
fn mounting() -> Result<(), String> {
    let tried = ["-m", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"];
    match Command::new("unshare").args(tried).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn full_disk_stops_everything_unrecorded() {
    if let Err(why) = mounting() {
        eprintln!("no disk can be mounted here ({}): this test is left out", why.trim());
        return;
    }
    let place = Place::demo();
    let folder = place.0.display().to_string();
    let mounted = ["-m", "sh", "-c", &script(&folder), BINARY];
    let server = place.try_start("unshare", &mounted, "serve", &[]).expect("it serves");
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (contact, _) = oleg(addr, &portal).expect("Oleg");
    let contact = format!("/portal/contacts/{contact}");
    let mut story = Story { portal: portal.clone(), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let path = format!("{}/p/{}", story.base, product(addr, &story).expect("a product"));
    let quantity = field(&get(addr, &path, &story.behalf).expect("a page").body, "quantity");
    let add = || post(addr, &path, &story.behalf, &[("quantity", &quantity)]).expect("an answer");
    let cart = || get(addr, &format!("{}/cart", story.base), &story.behalf).expect("an answer");
    let lines = |page: &str| page.matches("name=\"quantity-").count();
    let before = lines(&cart().body);
    // The disk as the program sees it.
    let inside = PathBuf::from(format!("/proc/{}/root{folder}", server.child.id()));
    let filler = inside.join("filler");
    let mut file = std::fs::File::create(&filler).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    let mut refused = 0;
    // What the write-ahead log has left of its file is used up first.
    for _ in 0..200 {
        let shown = get(addr, &contact, &portal).expect("an answer");
        assert!(
            [200, 503].contains(&shown.status),
            "{}: {}",
            shown.status,
            std::fs::read_to_string(place.file("errors")).unwrap_or_default()
        );
        refused = if shown.status == 503 { refused + 1 } else { 0 };
        assert!(shown.status == 200 || !shown.body.contains("Koval"), "it shows what it did not record");
        if refused == 3 {
            break;
        }
    }
    assert_eq!(refused, 3, "the disk was never full");
    let ready = get(addr, "/readyz", "").expect("an answer");
    assert!(ready.status == 503 && ready.body.contains("no room on the disk"), "{} {}", ready.status, ready.body);
    assert_eq!(add().status, 503);
    assert_eq!(cart().status, 503, "a page of the customer is not shown to the agent unrecorded");
    assert_eq!(get(addr, "/c", "").expect("an answer").status, 200, "the catalogue needs no record");
    std::fs::remove_file(&filler).expect("removed");
    assert_eq!(get(addr, &contact, &portal).expect("an answer").status, 200);
    assert_eq!(add().status, 303);
    let shown = cart();
    assert_eq!((shown.status, lines(&shown.body)), (200, before + 1), "one of three tries was taken");
    let copied = Place::empty();
    copied.copy_of(&inside);
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(8);
    while get(addr, "/readyz", "").expect("an answer").status != 200 {
        assert!(std::time::Instant::now() < patience, "it does not come back");
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    server.stop();
    copied.ok(&["audit", "verify", "--db"]);
}
