from datetime import datetime, time
from zoneinfo import ZoneInfo

VIENNA = ZoneInfo("Europe/Vienna")
DAY_BEGINS = time(8)
DAY_ENDS = time(20)
SATURDAY = 5


def is_cheap(moment: datetime) -> bool:
    local = moment.astimezone(VIENNA)
    return local.weekday() >= SATURDAY or not DAY_BEGINS <= local.time() < DAY_ENDS
