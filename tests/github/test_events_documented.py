"""docs/events.md is true: each line of its table is tried."""

import re
from pathlib import Path

import pytest
from event_payloads import heard

from app.domain.event import Errand, Ignored, ReviewPlan, Stop
from app.github.events.webhook import _HANDLERS
from app.stages.plan import plan_event
from specs_schema.config import CONFIG_PATH

PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
ROW = re.compile(r"^\| (?P<event>\S[^|]*?) +\| *(?P<action>[^|]*?) *\| (?P<becomes>\w+) \|", re.MULTILINE)
BECOMES = {"review": ReviewPlan, "stop": Stop, "errand": Errand, "ignored": Ignored}
ROWS = [
    (row["event"].strip("`"), row["action"].strip("`"), row["becomes"])
    for row in ROW.finditer(PAGE)
    if row["becomes"] in BECOMES
]
OTHER = {"any other": "something_else", "any": "created"}


@pytest.mark.parametrize(("event", "action", "becomes"), ROWS)
def test_every_line_of_the_table_is_true(event, action, becomes):
    decided = plan_event(heard(OTHER.get(event, event), OTHER.get(action, action)))

    assert type(decided) is BECOMES[becomes]


def test_every_event_and_action_that_is_read_has_a_line():
    read = {(event, action) for event, handler in _HANDLERS.items() for action in handler.actions}
    told = {(event, action) for event, action, becomes in ROWS if becomes != "ignored"}

    assert told == read


def test_no_line_stands_twice():
    assert len(ROWS) == len({(event, action) for event, action, _ in ROWS})


def test_the_configuration_is_called_by_its_name():
    assert f"`{CONFIG_PATH}`" in PAGE
