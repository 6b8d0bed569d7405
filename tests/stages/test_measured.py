"""What no reading of code settles, and what only looks like it."""

import pytest
from builders import a_criterion, a_requirement, a_story, a_task

from app.stages.measured import NEEDS_A_RUN, NEEDS_MEASUREMENT, needs_measurement, why_no_reading_settles

MEASURED_CRITERIA = (
    "95% of users complete checkout on the first attempt",
    "At least 90 % of participants rate the flow as easy",
    "Users can create an account in under 2 minutes",
    "Search results are displayed within 1.5 seconds",
    "The p95 latency of `GET /items` is below 200 ms",
    "The dashboard loads in less than 3 seconds on a slow connection",
    "The system supports 1,000 concurrent users",
    "Throughput reaches 500 documents a minute",
    "User satisfaction rises by 10 points",
    "The number of support tickets about billing falls by half",
    "99.9% of requests succeed",
    "Monthly uptime is at least 99.9 %",
    "Operators find any order within 30 seconds",
)
READ_CRITERIA = (
    "100% of users without a session are sent to the sign-in page",
    "0% of requests without a token reach the database",
    "No order is placed twice",
    "A session expires within 30 minutes",
    "A lock is released after 15 minutes",
    "Every export has all 12 columns",
    "Failed deliveries are retried within 60 seconds",
)
MEASURED_REQUIREMENTS = (
    "System MUST respond within 2 seconds",
    "The list MUST be rendered within 100ms",
    "Initial page load MUST complete within 3 seconds on standard network conditions",
    "For the login operation, at least 95% of requests MUST complete in under 1 second",
    "The 99th percentile of response times MUST stay under 300 ms",
    "Status updates MUST be displayed in real-time (within 500ms of the change)",
)
READ_REQUIREMENTS = (
    "System MUST allow 60 requests per minute per key",
    "System MUST reject more than 100 requests per minute with `429`",
    "System MUST time out after 30 seconds",
    "System MUST retry within 5 seconds, at most 3 times",
    "Sessions MUST expire within 30 minutes",
    "Reset links MUST be valid for 24 hours",
    "System MUST poll the status and return it within 2 seconds",
    "System MUST respond within 2 seconds and log every request",
    "System MUST respond within 2 seconds; late answers get `504`",
    "System MUST complete the payment within 15 minutes or cancel it",
    "An upload MUST finish within 10 minutes, otherwise it is removed",
    "Loading MUST complete within 2 seconds. If loading takes longer, System MUST show a loading indicator",
    "System MUST display times in 24 hour format",
    "System MUST find free slots in 30 minute steps",
    "A rental MUST start at most 15 minutes before the booking",
    "System MUST process orders that are less than 2 hours old",
    "System MUST return at most 50 items",
    "System MUST see to it that a discount is no more than 20 %",
    "System MUST support at most 5 concurrent sessions per user",
    "The cache MUST be loaded within 5 seconds",
)


@pytest.mark.parametrize("text", MEASURED_CRITERIA)
def test_an_outcome_among_people_or_in_time_is_measured(text):
    assert needs_measurement(a_criterion().model_copy(update={"text": text}))


@pytest.mark.parametrize("text", READ_CRITERIA)
def test_a_criterion_that_code_fixes_is_read(text):
    assert not needs_measurement(a_criterion().model_copy(update={"text": text}))


@pytest.mark.parametrize("text", MEASURED_REQUIREMENTS)
def test_one_plain_demand_of_speed_is_measured(text):
    assert needs_measurement(a_requirement(text=text))


@pytest.mark.parametrize("text", READ_REQUIREMENTS)
def test_a_limit_that_code_has_to_keep_is_read(text):
    assert not needs_measurement(a_requirement(text=text))


def test_scenarios_and_tasks_are_always_read():
    text = "System MUST respond within 2 seconds"
    (scenario,) = a_story().scenarios

    assert not needs_measurement(scenario.model_copy(update={"text": text}))
    assert not needs_measurement(a_task(text=text))


RUNS = (
    "T031 Run `mvn clean verify` and confirm that all tests pass",
    "T032 [P] [US1] Run quickstart.md validation: follow all steps and see that they work",
    "**T033** Verify all hook tests pass (511 tests passed)",
    "T034 Ensure the full test suite is green",
    "T035 Execute the end-to-end check against a real spec",
)
WORK = (
    "T031 Run `mvn clean verify` and fix what fails",
    "T032 Run the suite and record the outcome in `verification.md`",
    "T033 Run the generator and commit what it writes",
    "T034 Run RuboCop and resolve any offenses",
    "T035 Verify that the limit is 5 in `src/limits.py`",
    "T036 Add a runner that runs all tests",
    "T037 Tests for the runner in `tests/test_runner.py`",
    "T038 Run quickstart.md validation and update it if needed",
)


@pytest.mark.parametrize("text", RUNS)
def test_work_that_leaves_nothing_to_be_read_is_settled_by_no_reading(text):
    assert why_no_reading_settles(a_task(text=text)) == NEEDS_A_RUN


@pytest.mark.parametrize("text", WORK)
def test_work_that_leaves_something_behind_is_read(text):
    assert why_no_reading_settles(a_task(text=text)) == ""


def test_what_is_to_be_measured_says_so():
    assert why_no_reading_settles(a_criterion().model_copy(update={"text": MEASURED_CRITERIA[0]})) == NEEDS_MEASUREMENT
    assert why_no_reading_settles(a_requirement(text=READ_REQUIREMENTS[0])) == ""
