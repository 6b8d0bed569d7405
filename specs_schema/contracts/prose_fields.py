"""Fields of an operation in a Markdown contract: tables and lists that stand below what says whose they are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from specs_schema.contract import ContractField, Response
from specs_schema.markdown import Block, Document, plain

_Where = Literal["path", "query", "header", "cookie", "body", "field"]

_REQUEST: Final = re.compile(
    r"(?:json\s+)?(?:request|body|payload|input)(?:\s+(?:body|payload|fields|schema|model|shape))?|入参|请求|请求体|请求参数"
    r"|corpo(?:\s+da\s+requisição)?|requisição",
    re.IGNORECASE,
)
_RESPONSE: Final = re.compile(
    r"(?:success(?:ful)?\s+)?(?:response|responses|output|returns?)(?:\s+(?:body|payload|fields|schema|model|shape))?"
    r"(?:\s*[:–—-]?\s*(?P<status>2\d\d)(?:\s+[A-Z][\w ]{1,20})?)?|(?P<alone>2\d\d)(?:\s+[A-Z][\w ]{1,20})?"
    r"|返回|响应|出参|resposta",
    re.IGNORECASE,
)
_PARAMETERS: Final = re.compile(
    r"(?P<where>query|path|header|url|route)(?:\s+string)?(?:\s+(?:parameters?|params?|fields))?|headers", re.IGNORECASE
)
_STATUS_ASIDE: Final = re.compile(r"\(\s*(?:HTTP\s+)?`?(?P<status>[1-5]\d\d)\b[^)]*\)", re.IGNORECASE)
_NAME_COLUMN: Final = re.compile(
    r"(?:field|parameter|param|property|attribute|key|name|campo|parâmetro|字段|参数|属性)(?:\s+name)?", re.IGNORECASE
)
_TYPE_COLUMN: Final = re.compile(r"(?:data\s+)?type|tipo|类型|型", re.IGNORECASE)
_REQUIRED_COLUMN: Final = re.compile(r"required\??|mandatory|obrigatório|必填|必须", re.IGNORECASE)
_YES: Final = re.compile(r"(?:yes|y|true|required|✓|✔|✅|x|sim|是|必填|必须)(?:\W.*)?", re.IGNORECASE)
_FIELD: Final = re.compile(r"[A-Za-z_][\w-]*(?:\[\])?(?:\.[A-Za-z_][\w-]*(?:\[\])?)*\??")
_ITEM: Final = re.compile(r"(?:\*\*)?`(?P<name>[^`\n]{1,80})`(?:\*\*)?\s*(?P<rest>.*)", re.DOTALL)
_ASIDE: Final = re.compile(r"^[:：]?\s*\((?P<said>[^()\n]{1,120})\)")
_AFTER: Final = re.compile(r"^[:：—–-]\s*`?(?P<said>[\w\[\]<>|.-]+(?:\s*\|\s*null)?)`?(?=$|[\s,.;(])")
_ON_CONDITION: Final = re.compile(r"\brequired\s+(?:by|when|if|for|unless|only|on|in|with|after)\b", re.IGNORECASE)
_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("string", "str", "text", "uuid", "datetime", "timestamp", "date", "email", "url", "uri"), "string"
    ),
    **dict.fromkeys(("integer", "int", "int32", "int64", "long"), "integer"),
    **dict.fromkeys(("number", "float", "double", "decimal"), "number"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("array", "list"), "array"),
    **dict.fromkeys(("object", "map", "dict", "record"), "object"),
}
_LONGEST_LABEL: Final = 80


@dataclass(frozen=True, slots=True)
class Part:
    """What the fields below a label are of."""

    kind: Literal["request", "response", "parameters"]
    where: _Where
    status: str = ""
    first: int = 1  # line of the label


@dataclass(frozen=True, slots=True)
class ProseFields:
    """The fields of one operation."""

    parameters: tuple[ContractField, ...] = ()
    request: tuple[ContractField, ...] = ()
    responses: tuple[Response, ...] = ()


def prose_fields(document: Document, inside: Sequence[int]) -> ProseFields:
    """The fields that stand below an operation's heading; `inside` are the indexes of the blocks there."""
    found: dict[Part, list[ContractField]] = {}
    for at, part in _parts(document, inside):
        block = document.blocks[at]
        made = _of_row(document, block, part) if block.kind == "row" else _of_item(document, block, part)
        if made is not None:
            found.setdefault(part, []).append(made)
    return ProseFields(
        parameters=_once(one for part, own in found.items() if part.kind == "parameters" for one in own),
        request=_once(one for part, own in found.items() if part.kind == "request" for one in own),
        responses=tuple(_response(document, part, own) for part, own in found.items() if part.kind == "response"),
    )


def _response(document: Document, part: Part, fields: Sequence[ContractField]) -> Response:
    span = document.span_of(part.first, max(field.span.last for field in fields))
    return Response(status=part.status, fields=_once(fields), span=span)


def _once(fields: Iterable[ContractField]) -> tuple[ContractField, ...]:
    known: dict[str, ContractField] = {}
    for one in fields:
        known.setdefault(one.name, one)
    return tuple(known.values())


def _parts(document: Document, inside: Sequence[int]) -> Iterator[tuple[int, Part]]:
    """Each row and item with the part that the nearest label above it names; what has none is left out."""
    headed: Part | None = None
    labelled: Part | None = None
    for at in inside:
        block = document.blocks[at]
        if block.kind == "heading":
            headed = labelled = _part(block)
        elif block.kind == "paragraph" and block.parent is None:
            labelled = _part(block) if _is_label(block.text) else headed
        elif block.kind == "item" and block.level > 1 and block.parent is not None:
            above = document.blocks[block.parent]
            own = _part(above) if above.level == 1 else None
            if own is not None:
                yield at, own
        elif block.kind in {"row", "item"} and labelled is not None and block.parent is None:
            yield at, labelled


def _is_label(text: str) -> bool:
    """Whether a paragraph only says what follows: it ends with a colon, or all of it is bold."""
    line = text.strip()
    return len(line) <= _LONGEST_LABEL and "\n" not in line and (line.rstrip("*_ ")[-1:] in ":：" or line[-2:] == "**")


def _part(block: Block) -> Part | None:
    line = plain(block.text)
    if len(line) > _LONGEST_LABEL:
        return None
    aside = _STATUS_ASIDE.search(line)
    label = re.sub(r"\s*\([^()]*\)", "", line).strip(" :：")
    found = _RESPONSE.fullmatch(label)
    if found is not None:
        status = found["status"] or found["alone"] or (aside["status"] if aside else "")
        return Part("response", "field", status, block.first) if status[:1] in ("", "2") else None
    if _REQUEST.fullmatch(label):
        return Part("request", "body", "", block.first)
    found = _PARAMETERS.fullmatch(label)
    if found is None:
        return None
    where: dict[str, _Where] = {"query": "query", "path": "path", "route": "path", "url": "path"}
    return Part("parameters", where.get((found["where"] or "").lower(), "header"), "", block.first)


def _of_row(document: Document, block: Block, part: Part) -> ContractField | None:
    """A row of a table whose columns are those of fields and their types, or whether they are required."""
    header = [plain(cell).strip() for cell in block.header]
    typed = next((at for at, name in enumerate(header) if _TYPE_COLUMN.fullmatch(name)), None)
    demanded = next((at for at, name in enumerate(header) if _REQUIRED_COLUMN.fullmatch(name)), None)
    plainly = bool(header) and _NAME_COLUMN.fullmatch(header[0]) and (typed is not None or demanded is not None)
    name = plain(block.cells[0]).strip() if block.cells else ""
    if not plainly or not _FIELD.fullmatch(name):
        return None
    cells = [plain(cell).strip() for cell in block.cells]
    written = cells[typed] if typed is not None and typed < len(cells) else ""
    required = demanded is not None and demanded < len(cells) and _YES.fullmatch(cells[demanded]) is not None
    return ContractField(
        name=name.removesuffix("?"),
        type=written,
        required=required and not name.endswith("?"),
        where=part.where,
        span=document.span_of(block.first, block.last),
    )


def _of_item(document: Document, block: Block, part: Part) -> ContractField | None:
    """An item that begins with a name in back-ticks: `title` (string, required)."""
    found = _ITEM.match(block.text.strip())
    name = found["name"].strip() if found else ""
    if found is None or not _FIELD.fullmatch(name):
        return None
    aside, after = _ASIDE.match(found["rest"]), _AFTER.match(found["rest"])
    said = aside["said"] if aside else (after["said"] if after else "")
    words = [plain(word).strip() for word in re.split(r"[,;]", said)]
    written = next((word for word in words if json_type(word)), "")
    return ContractField(
        name=name.removesuffix("?"),
        type=written,
        required="required" in {word.lower() for word in words}
        and not name.endswith("?")
        and not _ON_CONDITION.search(found["rest"]),
        where=part.where,
        span=document.span_of(block.first, block.first + block.text.count("\n")),
    )


def json_type(written: str) -> str:
    """The JSON type that a type in a document certainly is: `string` of `string (ISO 8601)`; empty where it is none."""
    text = re.sub(r"\s*\([^()]*\)", "", plain(written)).strip().lower()
    if re.fullmatch(r"[\w.]+\[\]|(?:array|list)(?:<[^<>]*>|\[[^\[\]]*\]|\s+of\s+[\w ]+)", text):
        return "array"
    return _TYPES.get(text, "")
