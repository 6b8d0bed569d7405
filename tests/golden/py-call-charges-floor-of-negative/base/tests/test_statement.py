from datetime import UTC, datetime, timedelta

from pennyline.call import Call
from pennyline.statement import line


def test_a_line_of_the_bill():
    start = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    call = Call("+4312345", "+4930123456", start, start + timedelta(seconds=75, milliseconds=900), start)
    assert line(call) == "03.03.2026 09:00  +4930123456         1:15"
