"""Entities of data-model.md beside the code, with nothing made up between them and the readers."""

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature_dir, a_reviewed_feature, an_added_file

from app.domain.claim import Claim
from app.rules.entity_field_differs import check
from app.rules.entity_fields import modelled, spellings
from app.symbols.reading import read_code
from specs_schema.formats import read_feature

MODEL = f"{FEATURE}/data-model.md"
CODE = "src/order.py"
TABLE = """\
# Data Model

## Order

| Field | Type | Notes |
| --- | --- | --- |
| `id` | UUID | |
| `customer_id` | UUID | who ordered |
| `placedAt` | datetime | |
| `notes` | string | {note} |
"""
LIST = """\
# Data Model

### Entity: Order

**Fields**:

- `id` (UUID)
- `customer_id`: who ordered
- `placedAt`
- `notes`

**Rules**:

- `total` must not be negative
"""
ORDER = "class Order:\n    id: str\n    customer: str\n    placed_at: str\n"
TASKS = f"# Tasks\n\n- [x] T001 Make `Order` in {CODE}\n"


def dossier(model=TABLE, files=None, *, changed=(CODE,), claim="ticked", more=()):
    files = {CODE: ORDER} if files is None else files
    features = []
    for place, text in ((FEATURE, model), *more):
        texts = {f"{place}/data-model.md": text, f"{place}/tasks.md": TASKS}
        head, _ = read_feature(a_feature_dir(dir=place), texts)
        claims = tuple(Claim(one.key, claim, "ticks `T001`") for one in head.entities)
        features.append(a_reviewed_feature(head, claims=claims))
    names = {name for feature in features for entity in modelled(feature) for name in spellings(entity.id)}
    return a_dossier(
        *features,
        change=a_change(*(an_added_file(path, files[path].split("\n")) for path in changed)),
        code=read_code(files, (), names),
        texts={MODEL: model},
        paths=frozenset(files),
    )


def told(*arguments, **fields):
    return [finding.message for finding in check(dossier(*arguments, **fields))]


LACKS = ["`Order` has no `notes`, field of `Order` in the data model"]


@pytest.mark.parametrize("model", [TABLE, LIST])
def test_a_field_that_nothing_of_the_name_has_is_told_at_the_model_with_both_lines(model):
    (finding,) = check(dossier(model))

    assert [finding.message] == LACKS
    assert (finding.span.path, finding.span.first, finding.severity, finding.subject) == (CODE, 1, "notice", "Order")
    assert [(one.side, "notes" in one.quote or "class Order" in one.quote) for one in finding.citations] == [
        ("spec", True),
        ("code", True),
    ]


def test_more_fields_than_one_are_told_together_and_only_some_by_name():
    names = ["red", "green", "blue", "grey", "pink"]
    model = TABLE + "".join(f"| `{name}` | string | |\n" for name in (*names, "brown", "size", "weight", "age", "sort"))
    code = ORDER + "".join(f"    {name}: str\n" for name in ("brown", "size", "weight", "age", "sort"))

    assert told(model, {CODE: code}) == [
        "`Order` has no `notes`, `red`, `green`, `blue` and 2 more, fields of `Order` in the data model"
    ]


@pytest.mark.parametrize(
    "code",
    [
        ORDER + "    notes: str\n",
        ORDER + "    Notes: str\n",
        ORDER + "    note_ids: list\n",
        ORDER + "    def notes(self): ...\n",
        ORDER + "    # notes are kept with the customer\n",
        ORDER + "    delivery_notes: str\n",  # maybe what it is called here
        "class Order(Unknown):\n    id: str\n    customer: str\n    placed_at: str\n",
        "class Order:\n    id: str\n",  # another thing
        ORDER + ORDER,  # which of the two
        "class Other:\n    id: str\n",
    ],
)
def test_a_field_that_may_be_there_is_not_told(code):
    assert told(files={CODE: code}) == []


@pytest.mark.parametrize("note", ["derived from lines", "removed", "not stored", "Relationship to Note"])
def test_a_field_that_is_not_to_be_kept_is_not_told(note):
    assert told(TABLE.format(note=note)) == []


def test_a_table_of_a_migration_has_the_field_as_well_as_a_class():
    migration = "CREATE TABLE orders (id uuid);\nALTER TABLE orders ADD COLUMN {} text;\n"

    assert told(files={CODE: ORDER, "db/1.sql": migration.format("notes")}) == []
    assert told(files={CODE: ORDER, "db/1.sql": migration.format("price")}) == LACKS


def test_a_table_without_a_class_is_held_against_the_entity():
    table = {"db/1.sql": "CREATE TABLE orders (id uuid, customer_id uuid, placed_at timestamptz);\n"}

    assert told(files=table, changed=("db/1.sql",)) == ["`orders` has no `notes`, field of `Order` in the data model"]


def test_only_a_model_that_the_change_touches_or_a_task_names_answers_for_it():
    other = "src/far.py"

    assert told(files={CODE: ORDER, "a.py": "x = 1\n"}, changed=("a.py",)) == LACKS
    assert told(files={other: ORDER, "a.py": "x = 1\n"}, changed=("a.py",)) == []


def test_only_entities_that_the_change_claims_by_more_than_a_path_are_compared():
    assert told(claim="path") == []
    assert told(claim="complete") == LACKS


def test_an_entity_of_two_data_models_in_one_change_is_left_alone():
    assert told(more=[("specs/002-more", TABLE)]) == []


@pytest.mark.parametrize(
    "model",
    [
        TABLE.replace("| Type |", "| Meaning |"),
        TABLE.replace("| Field |", "| Rule |"),
        LIST.replace("**Fields**:", "**Validation**:"),
        LIST.replace("`", ""),
        TABLE.replace("| Field |", "#### History\n\n| Field |"),
    ],
)
def test_what_is_no_certain_list_of_fields_is_compared_with_nothing(model):
    assert told(model) == []


@pytest.mark.parametrize(
    ("name", "other"), [("orders", "order"), ("order", "orders"), ("Category", "categories"), ("box", "boxes")]
)
def test_a_name_stands_for_one_and_for_many(name, other):
    assert other in spellings(name)
