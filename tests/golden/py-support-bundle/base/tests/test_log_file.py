from relay.log_file import LogFile


def test_addresses_are_replaced(tmp_path):
    path = tmp_path / "relay.log"
    path.write_text("mail to ana@example.com failed\nok\n")
    assert list(LogFile(path)) == ["mail to <address> failed", "ok"]


def test_the_tail_is_the_end(tmp_path):
    path = tmp_path / "relay.log"
    path.write_text("one\ntwo\nthree\n")
    assert LogFile(path).tail(2) == ["two", "three"]
