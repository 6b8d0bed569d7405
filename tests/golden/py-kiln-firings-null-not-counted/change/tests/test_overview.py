from datetime import date

from kilnlog.firings import record
from kilnlog.kilns import place
from kilnlog.overview import overview


def test_all_kilns_are_listed(session, kiln):
    place(session, "Annex", date(2026, 4, 2))
    record(session, kiln, date(2026, 5, 3))
    record(session, kiln, date(2026, 4, 26))
    assert overview(session) == [("Annex", 0, None), ("Big Kiln", 2, date(2026, 5, 3))]
