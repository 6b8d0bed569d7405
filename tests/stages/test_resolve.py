import pytest
from builders import a_change, a_changed_file, a_feature_dir, a_pull_request

from app.domain.change import ChangedFile
from app.domain.repository import Hit
from app.stages.resolve import features_to_search, resolve, unknown_features
from specs_schema.config import EVERY_SIGNAL

LOGIN = a_feature_dir("specs/001-login", "001")
SEARCH = a_feature_dir("specs/002-search", "002")
OTHER_TWO = a_feature_dir("specs/002-export", "002")
CODE = a_change("src/app/search.py")


def dirs(resolved):
    return [one.feature.dir for one in resolved]


def test_a_change_below_a_feature_directory_is_about_that_feature():
    resolved = resolve(a_pull_request(), a_change("specs/002-search/tasks.md", "src/a.py"), [LOGIN, SEARCH])

    assert dirs(resolved) == ["specs/002-search"]
    assert resolved[0].reasons == ("changes `specs/002-search/tasks.md`",)


def test_a_deleted_feature_is_named_as_deleted():
    change = a_change(
        ChangedFile("specs/001-login/spec.md", "deleted"), ChangedFile("specs/001-login/plan.md", "deleted")
    )

    resolved = resolve(a_pull_request(), change, [LOGIN])

    assert resolved[0].reasons == ("deletes `specs/001-login/spec.md` and 1 more of its files",)


def test_a_renamed_feature_touches_both_directories():
    moved = ChangedFile("specs/002-search/spec.md", "renamed", old_path="specs/001-login/spec.md")

    assert set(dirs(resolve(a_pull_request(), a_change(moved), [LOGIN, SEARCH]))) == {LOGIN.dir, SEARCH.dir}


@pytest.mark.parametrize("branch", ["002-search", "feature/002-search", "alice/002-searching-better"])
def test_a_branch_names_its_feature(branch):
    assert dirs(resolve(a_pull_request(branch=branch), CODE, [LOGIN, SEARCH])) == ["specs/002-search"]


def test_a_number_that_two_features_share_does_not_decide():
    assert resolve(a_pull_request(branch="002-else"), CODE, [SEARCH, OTHER_TWO]) == ()


def test_the_exact_name_decides_between_features_of_one_number():
    assert dirs(resolve(a_pull_request(branch="002-export"), CODE, [SEARCH, OTHER_TWO])) == ["specs/002-export"]


@pytest.mark.parametrize(
    "body",
    [
        "Implements specs/002-search/spec.md.",
        "This adds the handlers of `specs/002-search`",
        "Completes the first phase of 002-search.",
        "Implements feature 002.",
        "Spec: see `specs/002-search/spec.md`",
    ],
)
def test_a_body_that_says_it_implements_a_feature_names_it(body):
    assert dirs(resolve(a_pull_request(body=body), CODE, [LOGIN, SEARCH])) == ["specs/002-search"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Implements 002-search.", ["specs/002-search"]),
        ("Implements 002-searching.", []),
        ("Implements 002-search-index.", []),
        ("Implements x002-search.", []),
    ],
)
def test_of_two_features_with_one_number_only_the_whole_name_tells(body, named):
    assert dirs(resolve(a_pull_request(body=body), CODE, [SEARCH, OTHER_TWO])) == named


@pytest.mark.parametrize(
    "body",
    [
        "Background: specs/002-search describes how search works.",
        "See also specs/002-search/plan.md for the layout.",
        "This feature mirrors the existing search (spec 002).",
        "Fixes #002 and closes #2.",
        "Bumps to version 1.002.",
        "The rest of specs/002-search is not part of this and follows later.",
        "> Implements specs/002-search",
        "```\nImplements specs/002-search\n```",
        "<!-- Implements specs/002-search -->",
    ],
)
def test_a_body_that_mentions_a_feature_in_passing_does_not_name_it(body):
    assert resolve(a_pull_request(body=body), CODE, [LOGIN, SEARCH]) == ()


def test_a_title_names_its_feature():
    assert dirs(resolve(a_pull_request(title="feat(002): index titles"), CODE, [LOGIN, SEARCH])) == [SEARCH.dir]


def test_a_number_in_prose_is_not_a_feature():
    assert resolve(a_pull_request(title="Raise the limit to 002"), CODE, [LOGIN, SEARCH]) == ()


def test_a_trailer_comes_first():
    pull_request = a_pull_request(branch="001-login", commit_messages=("Index titles\n\nSpec: specs/002-search\n",))

    assert dirs(resolve(pull_request, CODE, [LOGIN, SEARCH])) == [SEARCH.dir, LOGIN.dir]


def test_a_trailer_can_say_that_there_is_none():
    pull_request = a_pull_request(branch="001-login", title="Implement spec 001", body="Housekeeping\n\nSpec: none")

    assert resolve(pull_request, CODE, [LOGIN]) == ()


def test_nobody_talks_themselves_out_of_a_spec_whose_files_they_change():
    pull_request = a_pull_request(branch="002-search", body="Housekeeping\n\nSpec: none")

    resolved = resolve(pull_request, a_change("specs/001-login/tasks.md"), [LOGIN, SEARCH])

    assert [(one.feature.dir, one.reasons) for one in resolved] == [
        (LOGIN.dir, ("changes `specs/001-login/tasks.md`",))
    ]


def test_an_open_task_that_names_a_changed_file_speaks_where_nothing_else_does():
    hit = Hit("specs/002-search/tasks.md", 31, "- [ ] T012 Index titles in src/app/search.py")

    resolved = resolve(a_pull_request(), CODE, [LOGIN, SEARCH], [hit])

    assert resolved[0].reasons == ("line 31 of `specs/002-search/tasks.md` is open and names `src/app/search.py`",)


@pytest.mark.parametrize(
    "line",
    [
        "- [x] T012 Index titles in src/app/search.py",
        "Notes on src/app/search.py",
        "- [ ] T012 Index titles in src/app/search.py.bak",
        "- [ ] T012 Index titles in lib/src/app/search.py",
    ],
)
def test_a_finished_task_or_another_file_does_not_speak(line):
    assert resolve(a_pull_request(), CODE, [SEARCH], [Hit("specs/002-search/tasks.md", 31, line)]) == ()


def test_several_features_are_all_named_with_the_surest_first():
    change = a_change("specs/001-login/spec.md", a_changed_file("specs/002-search/tasks.md"))

    assert dirs(resolve(a_pull_request(branch="002-search"), change, [LOGIN, SEARCH])) == [SEARCH.dir, LOGIN.dir]


def test_a_trailer_that_names_no_feature_is_known_as_such():
    pull_request = a_pull_request(body="Spec: specs/001-longin\n\nSpec: none", commit_messages=("Spec: 002-search",))

    assert unknown_features(pull_request, [LOGIN, SEARCH]) == ("specs/001-longin",)


ALL = frozenset(EVERY_SIGNAL)
HIT = Hit("specs/002-search/tasks.md", 31, "- [ ] T012 Index titles in src/app/search.py")


@pytest.mark.parametrize(
    ("signal", "facts", "changed"),
    [
        ("trailer", {"body": "Spec: specs/002-search"}, "src/app/search.py"),
        ("tasks", {}, "specs/002-search/tasks.md"),
        ("touched", {}, "specs/002-search/spec.md"),
        ("branch", {"branch": "002-search"}, "src/app/search.py"),
        ("title", {"title": "feat(002): index titles"}, "src/app/search.py"),
        ("body", {"body": "Implements feature 002."}, "src/app/search.py"),
        ("body", {"commit_messages": ("Implements feature 002.",)}, "src/app/search.py"),
        ("overlap", {}, "src/app/search.py"),
    ],
)
def test_a_signal_counts_only_where_the_configuration_has_it(signal, facts, changed):
    pull_request, change = a_pull_request(**facts), a_change(changed)
    hits = [HIT] if signal == "overlap" else []

    assert dirs(resolve(pull_request, change, [LOGIN, SEARCH], hits, {signal})) == [SEARCH.dir]
    # A trailer is also a line of the description, as any other.
    others = ALL - {signal} - ({"body"} if signal == "trailer" else set())
    assert resolve(pull_request, change, [LOGIN, SEARCH], hits, others) == ()


def test_a_trailer_for_none_does_not_count_where_trailers_do_not():
    pull_request = a_pull_request(branch="001-login", body="Spec: none")

    assert dirs(resolve(pull_request, CODE, [LOGIN], find_by=ALL - {"trailer"})) == [LOGIN.dir]


def test_a_task_list_that_does_not_count_hides_no_other_file():
    change = a_change("specs/002-search/tasks.md", "specs/002-search/spec.md")

    resolved = resolve(a_pull_request(), change, [SEARCH], find_by={"touched"})

    assert [one.reasons for one in resolved] == [("changes `specs/002-search/spec.md`",)]


def test_a_deleted_task_list_is_a_file_like_others():
    change = a_change(ChangedFile("specs/002-search/tasks.md", "deleted"), "specs/002-search/spec.md")

    assert dirs(resolve(a_pull_request(), change, [SEARCH], find_by={"touched"})) == [SEARCH.dir]


def test_what_left_out_signals_say_does_not_keep_open_tasks_from_being_looked_at():
    resolved = resolve(a_pull_request(branch="001-login"), CODE, [LOGIN, SEARCH], [HIT], ALL - {"branch"})

    assert dirs(resolved) == [SEARCH.dir]


def test_nothing_is_searched_where_open_tasks_do_not_count():
    assert features_to_search([SEARCH]) == ("specs/002-search/tasks.md",)
    assert features_to_search([SEARCH], ALL - {"overlap"}) == ()


def test_unknown_names_are_told_only_where_trailers_count():
    pull_request = a_pull_request(body="Spec: specs/001-longin")

    assert unknown_features(pull_request, [LOGIN], ALL - {"trailer"}) == ()
