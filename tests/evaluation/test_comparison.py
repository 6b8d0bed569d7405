from evaluation_runs import a_case, a_run, a_subject

from app.evaluation.comparison import compare


def directions(before, after):
    return {(one.case, one.subject): one.direction for one in compare(before, after).differences}


def test_a_subject_is_better_or_worse_by_its_gold_answer():
    before = a_run(
        a_case(a_subject("1", "met", "violated"), a_subject("2"), a_subject("3", "met", "unsure"), a_subject("4"))
    )
    after = a_run(
        a_case(a_subject("1"), a_subject("2", "met", "unsure"), a_subject("3", "met", "missing"), a_subject("4"))
    )

    assert directions(before, after) == {
        ("py-login", "1"): "better",
        ("py-login", "2"): "worse",
        ("py-login", "3"): "other",
    }


def test_over_repeats_the_share_of_right_answers_decides():
    before = a_run(a_case(a_subject()), a_case(a_subject(given="unsure"), repeat=2), repeats=2)
    after = a_run(a_case(a_subject()), a_case(a_subject(), repeat=2), repeats=2)
    (difference,) = compare(before, after).differences

    assert (difference.before, difference.after, difference.direction) == ("met/unsure", "met", "better")


def test_a_check_that_turns_is_a_difference_of_its_own():
    before = a_run(a_case(a_subject(), check="failure"))
    after = a_run(a_case(a_subject()))

    assert directions(before, after) == {("py-login", ""): "better"}


def test_cases_of_one_run_alone_are_named_and_not_compared():
    found = compare(a_run(a_case(case="a"), a_case(case="b")), a_run(a_case(case="b"), a_case(case="c")))

    assert (found.only_before, found.only_after, found.differences) == (("a",), ("c",), ())


def test_a_run_compared_with_itself_has_no_differences():
    run = a_run(a_case(a_subject(), a_subject("2", "violated", "met")))
    assert compare(run, run).differences == ()
