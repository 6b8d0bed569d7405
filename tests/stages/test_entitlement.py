from typing import get_args

import pytest

from app.stages.entitlement import Asker, Refusal, entitled, may, needs_authors, same_login
from specs_schema.config import Command, Commands

ALL = get_args(Command)
FOR_AUTHORS = {"verify", "status", "explain", "help", "config"}
DEFAULT = Commands()


def somebody(permission="write", login="bob", opener="ann", authors=("ann",)):
    return Asker(login, permission, opener, frozenset(authors))


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("permission", ["write", "maintain", "admin"])
def test_write_access_is_enough_for_every_command(command, permission):
    assert may(command, somebody(permission), DEFAULT) is None


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("permission", ["none", "read", "triage"])
def test_less_than_write_access_is_not(command, permission):
    refusal = may(command, somebody(permission), DEFAULT)

    assert refusal is not None
    assert "`write`" in refusal.reason
    assert f"`{permission}`" in refusal.reason


@pytest.mark.parametrize("command", ALL)
def test_the_author_of_the_pull_request_may_ask_without_write_access(command):
    allowed = may(command, somebody("read", login="Ann"), DEFAULT) is None

    assert allowed == (command in FOR_AUTHORS)


@pytest.mark.parametrize("command", ["waive", "unwaive", "feature", "accept"])
@pytest.mark.parametrize("login", ["carl", "CARL", "ann"])
def test_nobody_waives_or_accepts_for_a_change_of_their_own_whatever_their_permission(command, login):
    refusal = may(command, somebody("admin", login=login, authors=("ann", "carl")), DEFAULT)

    assert refusal is not None
    assert refusal.what == f"{command}-author"
    assert "wrote or committed to" in refusal.reason


def test_whoever_opened_the_pull_request_is_an_author_even_without_commits():
    assert may("waive", somebody("admin", login="ann", authors=("dora",)), DEFAULT) is not None


@pytest.mark.parametrize("command", sorted(FOR_AUTHORS))
def test_an_author_with_write_access_may_do_all_else(command):
    assert may(command, somebody("write", login="ann"), DEFAULT) is None


def test_configuration_names_the_least_permission():
    strict, loose = Commands(who="admin"), Commands(who="read")

    assert may("verify", somebody("maintain"), strict) == Refusal(
        "verify-permission",
        "`/spec verify` needs `admin` permission on this repository, or being the author of the pull request; "
        "yours is `maintain`",
    )
    assert may("waive", somebody("read"), loose) is None


def test_accepting_takes_write_access_whatever_the_configuration_says():
    assert may("accept", somebody("triage"), Commands(who="read")) == Refusal(
        "accept-permission", "Accepting a spec change needs `write` permission on this repository; yours is `triage`"
    )
    assert may("accept", somebody("write"), Commands(who="admin")) is not None


def test_configuration_can_take_commands_from_the_author():
    assert may("verify", somebody("read", login="ann"), Commands(author=("status",))) is not None
    assert may("status", somebody("read", login="ann"), Commands(author=("status",))) is None


def test_nobody_is_the_author_of_a_pull_request_whose_account_is_gone():
    assert may("verify", somebody("none", login="", opener=""), DEFAULT) is not None


@pytest.mark.parametrize(("permission", "expected"), [("read", False), ("triage", False), ("write", True)])
def test_only_who_may_command_makes_an_outsiders_review_cost_money(permission, expected):
    assert entitled(permission, DEFAULT) is expected


def test_the_forge_is_asked_for_authors_only_where_it_matters():
    assert {command for command in ALL if needs_authors(command)} == {"waive", "unwaive", "feature", "accept"}


def test_logins_compare_without_case_and_without_the_suffix_of_bots():
    assert same_login("Octo-Cat", "octo-cat")
    assert same_login("dependabot[bot]", "dependabot")
    assert not same_login("", "")
    assert not same_login("ann", "anna")
