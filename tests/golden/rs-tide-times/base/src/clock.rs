/// `04:12` on the 2nd of January is minute 1,692 of the year.
pub fn shown(minute: u32) -> String {
    let (day, minute) = (minute / 1_440, minute % 1_440);
    format!("day {} {:02}:{:02}", day + 1, minute / 60, minute % 60)
}
