"""Key entities of spec.md and the entities of data-model.md with their fields and rules."""

import re
from collections.abc import Iterator, Sequence

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.requirement import Entity, EntityField
from specs_schema.speckit.words import ENTITIES

_BOLD_NAME = re.compile(
    r"(?:\[[ xX]\]\s*)?(?:\*\*|__)`?(?P<name>[^*_`\n]{1,80}?)`?[:：]?(?:\*\*|__)\s*(?P<text>.*)", re.DOTALL
)
_CODE_NAME = re.compile(r"`(?P<name>[^`\n]{1,80})`\s*(?P<text>.*)", re.DOTALL)
_BARE_NAME = re.compile(r"(?P<name>[A-Za-z_][\w ]{0,40}?)\s*[:：]\s+(?P<text>.*)", re.DOTALL)
_FIELD_HEADER = re.compile(
    r"field|attribute|property|column|name|key|param|campo|atributo|coluna|字段|属性|列|feld|champ|поле", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+|(?:key\s+)?(?:entity|entidade|entidad|table|tabela|model|type|interface|enum|实体|aggregate|"
    r"value object)\s*\d*\s*[:：—–-]\s*)+",
    re.IGNORECASE,
)
_ENTITY_PREFIX = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?:entity|entidade|entidad|实体)\s*\d*\s*[:：—–-]", re.IGNORECASE
)
_REMARK = re.compile(r"\s*(?:[(（\[][^()（）]*[)）\]]|\s[—–-]\s.*)$")
# Headings of a data model that describe entities and are none.
_NO_ENTITY = re.compile(
    r"^(?:overview|summary|introduction|purpose|scope|notes?|relationships?|relations|(?:state|status)\b|lifecycle|transitions?|"
    r"validation|rules|invariants?|constraints?|index(?:es)?|migrations?|(?:key\s+)?entit(?:y|ies)|diagram|er\b|fields?|"
    r"attributes|properties|columns|schema|storage|persistence|examples?|references?|data\s+(?:flow|model)|traceability|"
    r"open questions|derived|enum(?:eration)?s?$|types?$|constants?|errors?|configuration$|security|out of scope|"
    r"entidades|relacionamentos|no(?:t|ne)?\b|概述|实体|关系|状态|验证|校验|字段|规则|索引|エンティティ|フィールド)",
    re.IGNORECASE,
)  # fmt: skip


# Headers of a table of fields, and what a list of fields is headed.
_FIELD_COLUMN = re.compile(
    r"(?:(?:field|attribute|property|column)(?:\s+name)?|name|campo|atributo|coluna|columna|字段|字段名|属性|列|列名|フィールド)",
    re.IGNORECASE,
)
_TYPE_COLUMN = re.compile(r"(?:data\s+)?type|tipo|类型|型別|型", re.IGNORECASE)
_LIST_OF_FIELDS = re.compile(
    r"(?:(?:key|core|main|required|all|data)\s+)?(?:fields|attributes|properties|columns)|campos|atributos|colunas|columnas"
    r"|字段|属性|フィールド",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"@?[A-Za-z_][A-Za-z0-9_]*(?:\?|\[\])?")
_MARKED = re.compile(r"(?:\*\*)?`[^`\n]+`|\*\*[^*\n]+\*\*")
_LONGEST_LABEL = 80


def key_entities(document: Document) -> tuple[Entity, ...]:
    """The bullets below the entities heading of spec.md."""
    found: list[Entity] = []
    for index, block in enumerate(document.blocks):
        headings = document.headings(block)
        below = any(heading.level > 1 and ENTITIES.search(plain(heading.text)) for heading in headings)
        if below and block.kind == "item" and block.level == 1 and (named := _named(block.text)):
            inner = [document.blocks[at].text for at in range(index + 1, block.end)]
            text = fold(" ".join([named[1], *inner]))
            found.append(Entity(id=named[0], text=text, span=document.span_of(block.first, block.last)))
    return tuple(found)


def modelled_entities(document: Document) -> tuple[Entity, ...]:
    """The headings of data-model.md that describe an entity: fields, rules, or its name as such."""
    found: list[Entity] = []
    labels = _labels(document)
    described = _described(document, labels)
    for index, block in enumerate(document.blocks):
        # A heading below an entity's own heading is a part of that entity.
        if block.kind == "heading" and described.isdisjoint(block.section) and (name := _name_in(block)):
            inside = tuple(_own(document, index))
            own = [document.blocks[at] for at in inside]
            fields = [_of(document, index, at, field) for at in inside for field in _fields(document, labels, at)]
            if fields or _ENTITY_PREFIX.match(plain(block.text)) or _listed(document, block, own):
                prose = [one.text for one in own if one.kind == "paragraph" and one.parent is None]
                last = max([block.last, *(one.last for one in own)])
                found.append(
                    Entity(
                        id=name,
                        text=fold(" ".join(prose)) or name,
                        span=document.span_of(block.first, last),
                        fields=tuple(fields),
                    )
                )
    return tuple(found)


def together(spec: Sequence[Entity], model: Sequence[Entity]) -> Iterator[Entity]:
    """Both lists as one: where the data model describes a key entity, the sentence of spec.md joins it as a rule."""
    modelled = {_same(entity.id): entity for entity in reversed(model)}
    sentences: dict[str, list[EntityField]] = {}
    for entity in spec:
        if _same(entity.id) in modelled:
            rule = EntityField(name="", text=entity.text, span=entity.span)
            sentences.setdefault(_same(entity.id), []).append(rule)
        else:
            yield entity
    for entity in model:
        rules = sentences.pop(_same(entity.id), [])
        yield entity.model_copy(update={"fields": (*entity.fields, *rules)}) if rules else entity


def _same(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _named(text: str) -> tuple[str, str] | None:
    text = text.strip()
    found = _BOLD_NAME.match(text) or _CODE_NAME.match(text) or _BARE_NAME.match(text)
    if not found:
        return None
    return _REMARK.sub("", plain(found["name"])).strip(" :：") or plain(found["name"]), found["text"].lstrip(" :：—–-")


def _described(document: Document, labels: Sequence[str]) -> frozenset[int]:
    """Indexes of the headings with a field right below them that name something: entities by their form."""
    return frozenset(
        heading
        for at, block in enumerate(document.blocks)
        if block.section and (heading := block.section[-1]) and _name_in(document.blocks[heading])
        if any(True for _ in _fields(document, labels, at))
    )


def _name_in(heading: Block) -> str:
    """The name in a heading, without number, prefix and remarks; empty where it names no entity."""
    name = _REMARK.sub("", _PREFIX.sub("", plain(heading.text))).strip(" :：")
    return "" if heading.level == 1 or _NO_ENTITY.match(name) else name


def _own(document: Document, index: int) -> Iterator[int]:
    """Everything below a heading, but not below headings that name entities of their own."""
    level = document.blocks[index].level
    skipping = 0
    for at in document.under(index):
        block = document.blocks[at]
        if block.kind == "heading":
            if skipping and block.level <= skipping:
                skipping = 0
            part = _NO_ENTITY.match(_PREFIX.sub("", plain(block.text)))
            skipping = skipping or (0 if part or block.level <= level else block.level)
        if not skipping:
            yield at


def _listed(document: Document, block: Block, own: Sequence[Block]) -> bool:
    """Whether it stands right below a heading such as `Entities` and says anything."""
    headings = document.headings(block)
    return (
        bool(headings)
        and bool(own)
        and headings[-1].level > 1
        and ENTITIES.search(plain(headings[-1].text)) is not None
    )


def _fields(document: Document, labels: Sequence[str], at: int) -> Iterator[EntityField]:
    """The field in a row of a field table or in a bullet; a bullet without a name is a rule."""
    block = document.blocks[at]
    if block.kind == "row" and block.header and _FIELD_HEADER.search(plain(block.header[0])):
        name, rest = plain(block.cells[0]) if block.cells else "", fold(" | ".join(block.cells[1:]))
        if name:
            declared = bool(_IDENTIFIER.fullmatch(name)) and _is_field_table(block.header)
            yield EntityField(name=name, text=rest, span=document.span_of(block.first, block.last), declared=declared)
    elif block.kind == "item":
        named = _named(block.text)
        name, text = named or ("", block.text.strip())
        if text or name:
            last = block.first + block.text.count("\n")
            listed = _LIST_OF_FIELDS.fullmatch(labels[at]) and _MARKED.match(block.text.strip())
            declared = bool(listed and _IDENTIFIER.fullmatch(name))
            yield EntityField(name=name, text=fold(text), span=document.span_of(block.first, last), declared=declared)


def _of(document: Document, entity: int, at: int, field: EntityField) -> EntityField:
    """The field; below a heading of its own, other than one for fields, it may be that of another thing."""
    below = document.blocks[at].section[len(document.blocks[entity].section) + 1 :]
    labels = [_label(document.blocks[one].text) for one in below]
    own = all(_LIST_OF_FIELDS.fullmatch(label) for label in labels)
    return field if own or not field.declared else field.model_copy(update={"declared": False})


def _is_field_table(header: Sequence[str]) -> bool:
    """Whether the columns are those of fields with their types."""
    first, *others = (plain(cell).strip() for cell in header)
    return bool(_FIELD_COLUMN.fullmatch(first)) and any(_TYPE_COLUMN.fullmatch(one) for one in others)


def _labels(document: Document) -> tuple[str, ...]:
    """For each block what a list there is headed: the item around it, else the paragraph or heading above it."""
    found: list[str] = []
    above = ""
    for block in document.blocks:
        found.append(above if block.parent is None else _label(document.blocks[block.parent].text))
        if block.parent is None and block.kind != "item":
            above = _label(block.text) if block.kind in {"paragraph", "heading"} else ""
    return tuple(found)


def _label(text: str) -> str:
    """The words of a label: `Fields` of `**Fields** (stored):`; empty for what is too long for one."""
    line = text.strip().rpartition("\n")[2]
    return re.sub(r"\s*\([^()]*\)", "", plain(line)).strip(" :：") if len(line) <= _LONGEST_LABEL else ""
