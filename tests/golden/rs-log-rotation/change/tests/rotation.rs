use std::fs;
use std::path::PathBuf;

use scribe::rotation::rotate;

fn log(name: &str, size: usize) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("scribe-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let log = folder.join("machine.log");
    fs::write(&log, vec![b'x'; size]).unwrap();
    log
}

#[test]
fn a_small_log_stays() {
    let log = log("small", 5_242_879);
    assert!(!rotate(&log).unwrap());
    assert_eq!(fs::metadata(&log).unwrap().len(), 5_242_879);
}

#[test]
fn a_full_log_becomes_the_first_old_one() {
    let log = log("full", 5_242_880);
    assert!(rotate(&log).unwrap());
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
    assert!(log.with_extension("log.1").exists());
}

#[test]
fn old_ones_move_on() {
    let log = log("many", 5_242_880);
    for number in 1..=7 {
        fs::write(log.with_extension(format!("log.{number}")), number.to_string()).unwrap();
    }
    rotate(&log).unwrap();
    assert_eq!(fs::read(log.with_extension("log.7")).unwrap(), b"6");
    assert_eq!(fs::read_dir(log.parent().unwrap()).unwrap().count(), 8);
}

#[test]
fn no_log_is_no_error() {
    let log = log("none", 0);
    fs::remove_file(&log).unwrap();
    assert!(!rotate(&log).unwrap());
}
