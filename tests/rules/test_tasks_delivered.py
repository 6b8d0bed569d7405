"""SPEC302: under which names a file counts as delivered."""

from dataclasses import replace

import pytest
from builders import a_change, a_changed_file, a_dossier, a_feature, a_reviewed_feature, a_task, an_added_file

from app.rules import ticked_task_without_file
from app.rules.definitions import defined
from app.rules.deliveries import LAYERS
from app.rules.names import words


def told(task, *files, others=(), paths=(), base_paths=(), ignored=()):
    """Ids of the tasks that are told, for a change that adds `files`."""
    feature = a_reviewed_feature(a_feature(tasks=(task, *others)), newly_done=frozenset({task.key}))
    head = frozenset({*paths, *(file.path for file in files if file.status != "deleted")})
    dossier = a_dossier(
        feature,
        change=a_change(*files, "CHANGES.md"),
        paths=head,
        base_paths=frozenset(base_paths),
        ignored=tuple(ignored),
    )
    return [finding.subject for finding in ticked_task_without_file.check(dossier)]


def ticks(path, text="", **fields):
    return a_task("T014", text or f"Write `{path}`", paths=(path,), **fields)


@pytest.mark.parametrize(
    ("named", "delivered"),
    [
        ("src/controllers/UserController.ts", "app/api/users/route.ts"),
        ("src/controllers/user_role_controller.ts", "app/api/users/[id]/roles/route.ts"),
        ("src/pages/LoginPage.tsx", "app/(auth)/login/page.tsx"),
        ("src/components/RetryPolicy.tsx", "src/components/retry-policy/index.ts"),
        ("src/retry_policy.py", "src/retry_policy/__init__.py"),
        ("cli/export_commands.go", "cli/export_command/json.go"),
        ("cli/export.go", "cli/export/json.go"),
        ("store/chunk_store.py", "store/sqlite_chunk_store.py"),
        ("infra/sqlite/InboxSqliteRepo.ts", "infra/drizzle/InboxDrizzleRepo.ts"),
        ("infra/sqlite/InboxSqliteRepo.ts", "infra/drizzle/InboxDrizzleRepository.ts"),
        ("store/SqliteVectorIndexStore.java", "store/SqliteChunkStore.java"),
        ("tests/test_retry_policy.py", "web/__tests__/retryPolicy.test.ts"),
        ("hooks/useCurrentLedger.ts", "hooks/useCurrentBlock.ts"),
        ("web/RetryPanel.ts", "web/RetryPanel.tsx"),
        ("web/retry-panels.ts", "web/RetryPanel.ts"),
    ],
)
def test_what_the_change_adds_under_another_name_counts(named, delivered):
    assert told(ticks(named), an_added_file(delivered, ["x"])) == []


@pytest.mark.parametrize(
    ("named", "delivered"),
    [
        ("src/controllers/UserController.ts", "app/api/orders/route.ts"),
        ("src/UserRolesController.ts", "src/UserRolesService.ts"),
        ("src/UserRolesController.ts", "tests/UserRolesController.test.ts"),
        ("tests/package_installation_test.rs", "tests/package_creation_test.rs"),
        ("web/RetryPanel.tsx", "web/RetryPanel.css"),
        ("cli/export.go", "lib/export/json.go"),
        ("web/retry_panel.py", "docs/retry_panel.md"),
    ],
)
def test_another_thing_does_not_count(named, delivered):
    assert told(ticks(named), an_added_file(delivered, ["x"])) == ["T014"]


def test_what_another_task_names_is_its_delivery_and_no_other_ones():
    other = a_task("T015", "Write it", done=False, paths=("src/UpdateUserInput.ts",))
    added = an_added_file("src/UpdateUserInput.ts", ["x"])

    assert told(ticks("src/CreateUserInput.ts"), added, others=[other]) == ["T014"]
    assert told(ticks("src/CreateUserInput.ts"), added) == []


def test_a_file_whose_name_the_task_says_in_words_counts():
    task = ticks("ui/RoleBadge.tsx", "Create a RoleBadge with a gray outline in `ui/RoleBadge.tsx`")

    assert told(task, an_added_file("shared/OutlineBadge.tsx", ["x"])) == []
    assert told(task, an_added_file("shared/StatusBadge.tsx", ["x"])) == ["T014"]


@pytest.mark.parametrize(
    ("line", "elsewhere"),
    [
        ("class RetryPolicy:", "src/client.py"),
        ("export const RETRY_POLICY = [", "src/catalog.ts"),
        ("    private void retryPolicy(int count) {", "src/Client.java"),
    ],
)
def test_a_definition_of_what_the_file_is_named_after_counts(line, elsewhere):
    assert told(ticks("src/retry/policy.py"), an_added_file(elsewhere, [line])) == []
    assert told(ticks("src/retry_policy.py"), an_added_file(elsewhere, [f"# {line}"])) == ["T014"]


def test_a_definition_in_a_test_is_no_delivery_of_code():
    assert told(ticks("src/retry_policy.py"), an_added_file("tests/test_client.py", ["class RetryPolicy:"])) == ["T014"]


def test_an_identifier_that_only_this_task_names_counts_where_the_change_works_on_it():
    task = ticks("src/UserRoles.java", "Create UserRoles.java implementing assignRoleToUser()")
    inside = a_changed_file("src/Users.java", added="        roles.assign(id);")
    (hunk,) = inside.hunks
    inside = replace(inside, hunks=(replace(hunk, heading="    public void assignRoleToUser(String id) {"),))
    rival = a_task("T015", "Call assignRoleToUser() from the page", paths=("src/page.java",))

    assert told(task, inside, paths=["src/Users.java"], base_paths=["src/Users.java"]) == []
    assert told(task, inside, others=[rival], base_paths=["src/Users.java"]) == ["T014"]


def test_a_test_that_was_folded_into_another_counts():
    task = ticks("tests/scratchHandlers.spec.ts", "Unit-test `handleCreate`", symbols=("handleCreate",))
    does = a_task("T003", "Write `handleCreate`", paths=("src/handlers.ts",), symbols=("handleCreate",))

    added = an_added_file("src/messages.test.ts", ["it('creates', () => handleCreate())"])
    assert told(task, added, others=[does]) == []
    assert told(task, an_added_file("src/messages.test.ts", ["it('x', () => y())"]), others=[does]) == ["T014"]


def test_a_name_of_one_word_tells_nothing_of_where_its_test_is():
    task = ticks("tests/scratchHandlers.spec.ts", "Unit-test `create`", symbols=("create",))
    added = an_added_file("src/messages.test.ts", ["it('makes', () => create())"])

    assert told(task, added) == ["T014"]


def test_a_name_that_code_uses_comes_from_somewhere():
    task = ticks("ui/NetworkSwitchManager.tsx")

    assert told(task, an_added_file("ui/Sync.tsx", ["  return <NetworkSwitchManager />"])) == []
    assert told(task, an_added_file("ui/Sync.tsx", ["// NetworkSwitchManager follows"])) == ["T014"]


@pytest.mark.parametrize("marks", ['"{}"', "“{}”"])
def test_a_text_that_only_this_task_quotes_tells_where_it_was_delivered(marks):
    text = marks.format("Grant first access")
    task = ticks("ui/AccountsEmptyState.tsx", f"Create AccountsEmptyState in ui/AccountsEmptyState.tsx with {text}")
    page = an_added_file("ui/Accounts.tsx", ['  actionLabel="Grant first access"'])
    rival = a_task("T015", f"Explain {text} in the help", paths=("docs/help.md",))

    assert told(task, page) == []
    assert told(task, page, others=[rival]) == ["T014"]
    assert told(task, an_added_file("ui/Accounts.tsx", ["  // Grant first access follows"])) == ["T014"]
    assert told(task, an_added_file("ui/Accounts.test.tsx", ["click('Grant first access')"])) == ["T014"]


def test_a_word_or_a_few_letters_in_quotation_marks_tell_nothing():
    page = an_added_file("ui/Accounts.tsx", ['  label="Authorizations" hint="on the"'])

    assert told(ticks("ui/Empty.tsx", 'Create ui/Empty.tsx with "Authorizations" and "on the"'), page) == ["T014"]


def test_a_file_that_the_change_moves_away_was_there():
    assert told(ticks("src/old.py"), base_paths=["src/old.py"]) == []


def test_an_ignored_file_cannot_be_in_the_change():
    assert told(ticks("config/local.ts"), ignored=["config/local.*"]) == []
    assert told(ticks("config/local.ts"), ignored=["config/other.*"]) == ["T014"]


def test_a_readme_of_another_folder_is_not_the_one_at_the_top():
    assert told(ticks("README.md"), paths=["docs/README.md"], base_paths=["docs/README.md"]) == ["T014"]
    assert told(ticks("README.md"), paths=["README.md"], base_paths=["README.md"]) == []


def test_a_common_name_needs_its_folder():
    assert told(ticks("src/billing/models.py"), paths=["src/users/models.py"], base_paths=["src/users/models.py"]) == [
        "T014"
    ]
    assert told(ticks("src/billing/models.py"), paths=["app/billing/models.py"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Run `src/nowhere.sh` and record the result",
        "Confirm that nothing changed in `src/nowhere.sh`",
        "Check by hand (the repository does not include `src/nowhere.sh`)",
        "Add tests, e.g. `src/nowhere.sh`",
        "Add `src/nowhere.sh` unless T012 covers it",
    ],
)
def test_tasks_that_look_or_hold_under_a_condition_promise_nothing(text):
    assert told(ticks("src/nowhere.sh", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Add `src/nowhere.sh` with `removeRole()` and `dropIndex()`",
        "Add `src/nowhere.sh`: creates a file when absent, does nothing when it already exists",
    ],
)
def test_words_of_the_code_do_not_excuse_a_task(text):
    assert told(ticks("src/nowhere.sh", text)) == ["T014"]


@pytest.mark.parametrize("path", ["../other/src/a.py", "lib/driver-1.0.jar", ".stories.tsx", "app/generated/a.ts"])
def test_paths_that_cannot_be_missing_are_left_alone(path):
    assert told(ticks(path)) == []


def test_a_route_with_a_variable_is_a_path_like_others():
    assert told(ticks("app/users/[id]/summary.tsx")) == ["T014"]


@pytest.mark.parametrize("example", ["package.toml", "notes.md"])
def test_a_name_of_a_users_file_beside_a_path_is_no_delivery(example):
    task = a_task("T014", f"Read {example} in `src/package_reader.rs`", paths=(example, "src/package_reader.rs"))

    assert told(task, paths=["src/package_reader.rs"], base_paths=["src/package_reader.rs"]) == []


def test_every_layer_leaves_its_record_in_the_evidence():
    task = ticks("src/nowhere.py")
    feature = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({task.key}))

    (finding,) = ticked_task_without_file.check(a_dossier(feature))

    records = [citation.quote for citation in finding.citations if citation.side == "search"]
    assert [record.split(": ", 1)[0] for record in records] == ["src/nowhere.py"] * len(LAYERS)
    assert all(layer.name in record for layer, record in zip(LAYERS, records, strict=True))


def test_nothing_is_said_where_code_of_the_change_could_not_be_read():
    unread = replace(an_added_file("src/huge.py", []), unread="is larger than 1 bytes")

    assert told(ticks("src/nowhere.py"), unread) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("    async def answer(self):", ["answer"]),
        ("export default function Page() {", ["Page"]),
        ("func (s *Server) Handle(w http.ResponseWriter) {", ["Handle"]),
        ("pub struct Retry<'a> {", ["Retry"]),
        ("CREATE TABLE IF NOT EXISTS answers (", ["answers"]),
        ("  if (ready) {", []),
        ("from retry import policy", []),
    ],
)
def test_definitions_are_read_from_a_line(line, names):
    assert list(dict.fromkeys(defined(line))) == names


def test_one_name_in_four_spellings_has_the_same_words():
    spelled = ("UserRepos", "user_repository", "user-repo", "IUserRepository")

    assert len({words(name) for name in spelled}) == 1


def severities(tasks, *files, paths=()):
    """Severity of what is told of each of the ticked `tasks`."""
    feature = a_reviewed_feature(a_feature(tasks=tuple(tasks)), newly_done=frozenset(one.key for one in tasks))
    head = frozenset({*paths, *(file.path for file in files)})
    dossier = a_dossier(feature, change=a_change(*files, "CHANGES.md"), paths=head, base_paths=frozenset(paths))
    return {one.subject: one.severity for one in ticked_task_without_file.check(dossier)}


def many(number, folder="web/components"):
    names = ["VoteButtons", "QuorumSettings", "StatusBadge", "WeightNote", "BatchForm", "RoundTable"][:number]
    return [
        a_task(f"T{at:03}", f"Write it in `{folder}/{name}.vue`", paths=(f"{folder}/{name}.vue",))
        for at, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("named", "there", "severity"),
    [
        ("src/config.py", "src/shop/core/config.py", "notice"),
        ("src/config.py", "lib/shop/core/config.py", "warning"),
        ("lib/config.py", "src/lib2/core/config.py", "warning"),
    ],
)
def test_a_file_of_the_very_name_further_down_makes_it_a_notice(named, there, severity):
    assert severities([ticks(named)], paths=[there]) == {"T014": severity}


@pytest.mark.parametrize(
    ("named", "added", "severity"),
    [
        ("tests/api/RolePermissionTest.php", "tests/rbac/AdminPermissionsTest.php", "notice"),
        ("tests/api/RolePermissionTest.php", "tests/rbac/AdminLoginTest.php", "warning"),
        ("web/spec-viewer/RolePanel.tsx", "web/spec-viewer/RoleTitle.tsx", "warning"),  # no test, whatever the folder
    ],
)
def test_another_test_of_something_of_the_name_makes_it_a_notice(named, added, severity):
    assert severities([ticks(named)], an_added_file(added, ["x"])) == {"T014": severity}


def test_many_ticks_in_a_part_that_the_change_leaves_alone_are_notices():
    assert set(severities(many(5)).values()) == {"notice"}
    assert set(severities(many(4)).values()) == {"warning"}


def test_many_ticks_in_a_part_that_the_change_works_in_are_warnings():
    assert set(severities(many(6), an_added_file("web/components/Page.vue", ["x"])).values()) == {"warning"}
