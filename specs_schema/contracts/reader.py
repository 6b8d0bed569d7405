"""One file of contracts/ to a Contract: recognised by what it says, else by its name."""

import re
from collections.abc import Iterator

from specs_schema.contract import Contract, ContractKind, ContractType, Operation
from specs_schema.contracts.fields import Schemas
from specs_schema.contracts.json_tree import read_json, without_comments
from specs_schema.contracts.model_reader import json_schema_model, openapi_model
from specs_schema.contracts.openapi import faults, is_openapi, operations, types
from specs_schema.contracts.prose import read_prose
from specs_schema.contracts.tree import Malformed, Mapping, Tree
from specs_schema.contracts.yaml_tree import read_yaml
from specs_schema.markdown import fold
from specs_schema.problem import SpecProblem
from specs_schema.span import Span

_BY_SUFFIX: dict[str, ContractKind] = {
    "graphql": "graphql",
    "graphqls": "graphql",
    "gql": "graphql",
    "proto": "protobuf",
    "avsc": "other",
    "txt": "other",
    "xsd": "other",
    "wsdl": "other",
    "thrift": "other",
    "toml": "other",
}
_DATA = frozenset({"yaml", "yml", "json", "jsonc"})
_LARGEST = 4_000_000  # characters; reading more takes longer than anybody waits
_IN_A_CIRCLE = "Let one of the references in the circle say what it stands for"
_OTHER_VERSION = "Write the version of OpenAPI that the document keeps to: 2.0, 3.0, 3.1 or 3.2"
_PROSE = frozenset({"md", "markdown", "mdx"})


def read_contract(path: str, text: str) -> tuple[Contract, tuple[SpecProblem, ...]]:
    """The contract that `text` is, as far as it can be read, and what is wrong with it."""
    suffix = path.rpartition(".")[2].lower()
    span = Span(path=path, first=1, last=max(1, text.removesuffix("\n").count("\n") + 1))
    if suffix in _PROSE:
        return read_prose(path, text), ()
    if suffix not in _DATA:
        return Contract(path=path, kind=_BY_SUFFIX.get(suffix, "code"), title=_file_name(path), span=span), ()
    if len(text) > _LARGEST:
        too_large = _problem(path, f"The document has more than {_LARGEST:,} characters", 1, "", "Split the document")
        return Contract(path=path, kind=_named_kind(path), title=_file_name(path), span=span), (too_large,)
    try:
        tree = _parsed(suffix, text)
    except Malformed as error:
        # Parsers tell the end of a document as the line after the last, on which nothing can be shown.
        wrong = _problem(path, error.message, min(error.line, span.last), "", error.hint)
        return Contract(path=path, kind=_named_kind(path), title=_file_name(path), span=span), (wrong,)
    contract, problems = _from_tree(path, tree, span)
    doubled = (
        _problem(path, f"The key `{_last(one.pointer)}` stands twice", one.line, one.pointer, "Remove one of the two")
        for one in tree.duplicates
    )
    return contract, (*doubled, *problems)


def _parsed(suffix: str, text: str) -> Tree:
    match suffix:
        case "json":
            return read_json(text)
        case "jsonc":
            return read_json(without_comments(text))
        case _:
            return read_yaml(text)


def is_contract_outside(path: str, text: str) -> bool:
    """Whether a file that does not stand in contracts/ says itself that it is an interface document."""
    suffix = path.rpartition(".")[2].lower()
    marked = re.search(r"^\s*[{\"']*\s*\"?(?:openapi|swagger|asyncapi)\"?\s*:|json-schema\.org", text, re.MULTILINE)
    return _BY_SUFFIX.get(suffix) in {"graphql", "protobuf"} or (suffix in _DATA and marked is not None)


def _from_tree(path: str, tree: Tree, span: Span) -> tuple[Contract, tuple[SpecProblem, ...]]:
    root = tree.root
    if not isinstance(root, Mapping):
        return Contract(path=path, kind="other", title=_file_name(path), span=span), ()
    kind = _kind(root)
    title = fold(root.text("info", "title") or root.text("title")) or _file_name(path)
    if kind not in {"openapi", "json_schema"}:
        return Contract(path=path, kind=kind, title=title, span=span), ()
    schemas = Schemas(path, root)
    found = tuple(operations(schemas, root)) if kind == "openapi" else ()
    named = [*types(schemas, root), *(_root_type(schemas, root, title) if kind == "json_schema" else ())]
    problems = [_problem(path, *_hinted(fault)) for fault in (faults(root) if kind == "openapi" else ())]
    problems += [
        _problem(path, f"`{target}` refers to nothing in this document", line, target, f"Add `{target}` or correct it")
        for target, line in (schemas.unresolved.items() if not _is_fragment(root, kind) else ())
    ]
    problems += [
        _problem(path, f"`{target}` leads back to itself and never to a schema", line, target, _IN_A_CIRCLE)
        for target, line in schemas.circular.items()
    ]
    contract = Contract(
        path=path,
        kind=kind,
        title=title,
        operations=_numbered(found),
        types=tuple(named),
        model=openapi_model(path, root) if kind == "openapi" else json_schema_model(path, root),
        span=span,
    )
    return contract, tuple(problems)


def _kind(root: Mapping) -> ContractKind:
    if is_openapi(root):
        return "openapi"
    if root.get("asyncapi"):
        return "asyncapi"
    schema = "json-schema" in root.text("$schema") or root.get("$defs")
    typed = root.text("type") in {"object", "array"} and (root.get("properties") or root.get("items"))
    return "json_schema" if schema or typed or _combines(root) else "other"


def _is_fragment(root: Mapping, kind: ContractKind) -> bool:
    """A list of paths alone leaves its schemas to the document that it will be part of."""
    return kind == "openapi" and not root.get("openapi") and not root.get("swagger")


def _combines(root: Mapping) -> bool:
    return bool(root.get("definitions")) and any(root.items(word) for word in ("oneOf", "anyOf", "allOf"))


def _root_type(schemas: Schemas, root: Mapping, title: str) -> Iterator[ContractType]:
    fields = schemas.fields(root, "")
    if fields or root.text("type"):
        text = fold(root.text("description")) or schemas.type_of(root)
        yield ContractType(name=title, fields=fields, text=text, pointer="", span=schemas.span(root.first, root.last))


def _numbered(found: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """The operations; one whose id came before (a path and a webhook) gets the next ordinal."""
    counted: dict[str, int] = {}
    numbered: list[Operation] = []
    for operation in found:
        counted[operation.id] = counted.get(operation.id, 0) + 1
        numbered.append(operation.model_copy(update={"ordinal": counted[operation.id]}))
    return tuple(numbered)


def _named_kind(path: str) -> ContractKind:
    """What a document that cannot be read calls itself."""
    name = path.lower()
    if re.search(r"openapi|swagger", name):
        return "openapi"
    if "asyncapi" in name:
        return "asyncapi"
    return "json_schema" if "schema" in name else "other"


def _hinted(fault: tuple[str, str, int]) -> tuple[str, int, str, str]:
    message, pointer, line = fault
    wrong_version = pointer in {"/openapi", "/swagger"}
    return (
        message,
        line,
        pointer,
        _OTHER_VERSION if wrong_version else "Correct the document, or rename it if it is no OpenAPI",
    )


def _problem(path: str, message: str, line: int, key: str, hint: str) -> SpecProblem:
    return SpecProblem(
        kind="invalid-contract", message=message, hint=hint, span=Span(path=path, first=line, last=line), key=key
    )


def _last(pointer: str) -> str:
    return pointer.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")


def _file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
