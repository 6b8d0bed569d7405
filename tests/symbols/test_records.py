"""What keeps data, in each language: the names of its fields, what it inherits, and what cannot be told."""

import pytest

from app.domain.code import folded
from app.symbols.reading import read_code

PYTHON = '''\
class Base: ...
class Stamped(Base):
    created: str
class Item(Stamped, table=True):
    """Has a colour."""
    __tablename__ = "items"
    id = Column(Integer)
    title: Mapped[str] = mapped_column()
    @property
    def label(self): return self.title
'''
DRIZZLE = 'export const items = pgTable("items", {\n  id: serial("id"),\n  title: text("title").notNull(),\n});\n'
RAILS = 'create_table "items" do |t|\n  t.string "title"\n  t.references :owner\n  t.timestamps\nend\nadd_column :items, :price, :integer\n'
ALEMBIC = 'op.create_table("items", sa.Column("id", sa.Uuid()), sa.Column("title"))\nop.add_column("items", sa.Column("price"))\n'
SQL = """\
-- CREATE TABLE items (not_this text);
CREATE TABLE IF NOT EXISTS "shop"."items" (
  id uuid PRIMARY KEY, title varchar(80) CHECK (title IN ('a', 'b')), CONSTRAINT one UNIQUE (title), "owner" int
);
ALTER TABLE items ADD COLUMN price numeric;
"""
CASES = [
    ("a.py", PYTHON, [("title", "id", "label", "created")]),
    ("a.ts", "interface Named { title: string }\nexport interface Item extends Named { id?: number; tags: string[] }\n", [("title", "id", "tags")]),
    ("a.ts", "export const item = z.object({ id: z.string(), title: z.string() });\n", [("id", "title")]),
    ("a.java", "record Item(String id, String title) {}\n", [("id", "title")]),
    ("a.java", "class Named { private String title; }\nclass Item extends Named { private Long id; static int n; }\n", [("title", "id")]),
    ("a.kt", "data class Item(val id: UUID, var title: String?) : Named {\n  val label: String = title\n}\n", [("id", "title", "label")]),
    ("a.go", 'package a\ntype Named struct{ Title string }\ntype Item struct {\n  Named\n  ID string `db:"item_id"`\n}\n', [("ID", "item_id", "Title")]),
    ("a.rs", "pub struct Item { pub id: String, title: Option<String> }\n", [("id", "title")]),
    ("a.rb", "class Item\n  attr_reader :id,\n    :title\n  attr_accessor :tags\nend\n", [("id", "title", "tags")]),
    ("a.rb", "Item = Struct.new(:id, :title, keyword_init: true)\n", [("id", "title")]),
    ("a.rb", "class Item < Data.define(:id, :title)\nend\n", [("id", "title")]),
    ("db/schema.rb", RAILS, [("id", "title", "owner_id", "created_at", "updated_at"), ("price",)]),
    ("a.sql", SQL, [("id", "title", "owner"), ("price",)]),
    ("m.py", ALEMBIC, [("id", "title"), ("price",)]),
    ("a.prisma", 'model Item {\n  id String @id\n  title String?\n  @@map("items")\n}\n', [("id", "title")]),
    ("a.ts", DRIZZLE, [("id", "title")]),
    ("a.ts", "db.exec(`CREATE TABLE items (id TEXT, title TEXT)`);\n", [("id", "title")]),
]  # fmt: skip


def records(path, text, *more):
    return read_code({path: text, **dict(more)}, (), {"item", "items"}).records


@pytest.mark.parametrize(("path", "text", "expected"), CASES, ids=lambda one: one if "." in str(one)[:9] else "")
def test_the_fields_of_a_record_are_those_it_declares_and_inherits(path, text, expected):
    found = records(path, text)

    assert sorted(sorted(one.fields) for one in found if one.fields) == sorted(
        sorted(one if "label" not in one or path != "a.py" else (*one, "__tablename__")) for one in expected
    )
    assert [one.doubt for one in found] == [""] * len(found)


def test_a_record_is_quoted_from_the_line_on_which_it_stands():
    (item,) = records("src/a.py", PYTHON)

    assert (item.quote, item.span.path, item.span.first, item.table) == (
        "class Item(Stamped, table=True):",
        "src/a.py",
        4,
        False,
    )


def test_every_word_of_a_declaration_is_kept_folded():
    (item,) = records("a.py", PYTHON)

    assert {"colour", "title", "tablename", "created"} <= item.words


@pytest.mark.parametrize(
    ("path", "text", "doubt"),
    [
        ("a.py", "class Item(Unknown):\n    id: int\n", "what it inherits from `Unknown` was not read"),
        ("a.py", "class Item(BaseModel):\n    model_config = ConfigDict(extra='allow')\n    id: int\n", "it allows"),
        ("a.ts", "interface Item { id: string; [key: string]: unknown }\n", "it allows fields"),
        ("a.ts", "const item = z.object({ ...named, id: z.string() });\n", "something is spread into it"),
        ("a.ts", "interface Item extends Missing { id: string }\n", "what it inherits from `Missing` was not read"),
        ("a.rs", "struct Item { id: String, #[serde(flatten)] more: Named }\n", "another struct is written into it"),
        ("a.kt", "class Item(val id: Int) : Named(id)\n", "what it inherits from `Named` was not read"),
        ("a.sql", "CREATE TABLE items (LIKE others, id int);\n", "it copies another table"),
    ],
)
def test_what_may_have_more_fields_is_doubtful(path, text, doubt):
    (item,) = records(path, text)

    assert item.doubt.startswith(doubt)


def test_two_classes_of_the_name_that_is_inherited_are_a_doubt():
    (item,) = records(
        "a.py", "class Item(Named): ...\n", ("b.py", "class Named: ...\n"), ("c.py", "class Named: ...\n")
    )

    assert item.doubt == "what it inherits from `Named` was not read"


def test_a_base_of_another_file_is_followed_and_one_of_a_mapper_need_not_be_read():
    (item,) = records("a.py", "class Item(Base, Named):\n    id: int\n", ("b.py", "class Named:\n    title: str\n"))

    assert (item.fields, item.doubt, "createdat" in item.words) == (("id", "title"), "", True)


def test_a_class_that_inherits_from_itself_comes_to_an_end():
    (item,) = records("a.py", "class Item(Named):\n    id: int\nclass Named(Item):\n    title: str\n")

    assert item.doubt.startswith("what it inherits from")


def test_nothing_is_looked_for_where_no_name_is_asked_for():
    assert read_code({"a.py": PYTHON}).records == ()


@pytest.mark.parametrize(
    "text", ["CREATE TABLE items (id int", "create table items (", "op.create_table(", "class Item("]
)
def test_what_is_cut_off_is_read_as_far_as_it_goes(text):
    for path in ("a.sql", "a.py", "a.rb", "a.kt", "a.rs", "a.prisma", "a.go", "a.ts", "a.java"):
        assert all(one.fields in {(), ("id",)} for one in records(path, text))


def test_names_are_compared_without_what_people_write_between_their_words():
    assert {folded(name) for name in ("UserRole", "user_role", "User Role", "user-role")} == {"userrole"}
