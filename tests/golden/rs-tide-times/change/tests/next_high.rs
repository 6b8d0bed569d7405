use tides::table::{Refused, Table};

const JANUARY: &str = "# Harbour wall\n\n372 L -45\n10 H 3245\n745 H 3250\n";

#[test]
fn the_next_high_tide_is_found() {
    let table = Table::parse(JANUARY).unwrap();
    assert_eq!(table.next_high(10).map(|tide| tide.minute), Some(10));
    assert_eq!(table.next_high(11).map(|tide| tide.centimetres()), Some(325));
    assert_eq!(table.next_high(746), None);
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let refused = Table::parse("# Harbour wall\n10 H 3245\n372 X 12\n").err().unwrap();
    assert_eq!(refused.to_string(), "line 3 cannot be read");
}

#[test]
fn a_table_has_an_end() {
    let lines = |count: u32| (0..count).map(|minute| format!("{minute} H 0\n")).collect::<String>();
    assert!(Table::parse(&lines(400)).is_ok());
    assert_eq!(Table::parse(&lines(401)).err(), Some(Refused::TooMany));
}
