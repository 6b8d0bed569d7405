"""Pairs of small contracts, one for each class of oasdiff's checks that ours cover: see docs/contracts.md."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`told` is the kind of difference by which ours tell it, `rule` the code under which."""

    told: str
    rule: str
    base: str
    head: str


CASES: dict[str, Case] = {}

BREAKS, MAY_BREAK = "SPEC405", "SPEC406"
TEXT, NUMBER, ITEMS = {"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}


def document(operation=None, path="/a", method="post", *, root=None, item=None):
    """An OpenAPI 3.1 document of one operation."""
    paths = {path: {**(item or {}), method: {"responses": {}, **(operation or {})}}}
    return json.dumps({"openapi": "3.1.0", "info": {}, "paths": paths, **(root or {})}, indent=1)


def nothing(**root):
    return json.dumps({"openapi": "3.1.0", "info": {}, "paths": {"/z": {}}, **root}, indent=1)


def content(schema, media="application/json"):
    return {"content": {media: {} if schema is None else {"schema": schema}}}


def holding(schema, *, required=False):
    return {"type": "object", "properties": {"x": schema}, **({"required": ["x"]} if required else {})}


def sends(schema, **body):
    return {"requestBody": {**content(schema), **body}}


def gives(schema, status="200", **response):
    return {"responses": {status: {"description": "", **content(schema), **response}}}


def asks(schema, where="query", **parameter):
    return {"parameters": [{"name": "q", "in": where, "schema": schema, **parameter}]}


def answers_with_header(schema, **header):
    return {"responses": {"200": {"description": "", "headers": {"X-A": {"schema": schema, **header}}}}}


# Where a schema can stand, as the ids call it.
PLACES = {
    "request-body": sends,
    "request-property": lambda schema: sends(holding(schema)),
    "request-parameter": asks,
    "request-parameter-property": lambda schema: asks(holding(schema)),
    "request-header-property": lambda schema: asks(holding(schema), "header"),
    "response-body": gives,
    "response-property": lambda schema: gives(holding(schema)),
    "response-header": answers_with_header,
}


def case(name, base, head, told="", rule=BREAKS):
    CASES[name] = Case(told or name, rule, base, head)


def at(places, aspect, old, new, told="", rule=BREAKS):
    """The same change of a schema in several places."""
    for place in places.split():
        kind = f"{place.replace('request-header-', 'request-parameter-')}-{told or aspect}"
        case(f"{place}-{aspect}", document(PLACES[place](old)), document(PLACES[place](new)), kind, rule)


def both(aspect, old, new, told="", rule=BREAKS):
    at("request-body request-property", aspect, old, new, told, rule)


def received(aspect, old, new, told="", rule=BREAKS):
    at("response-body response-property", aspect, old, new, told, rule)


EVERY_REQUEST = "request-body request-property request-parameter"

# --- operations ------------------------------------------------------------------------------------------------------

ANNOUNCED = {"deprecated": True, "x-sunset": "2027-01-01"}  # the cases are of 2026
for gone in ("api-removed", "api-path-removed"):
    case(f"{gone}-without-deprecation", document(), nothing(), "api-removed-without-deprecation")
    case(f"{gone}-before-sunset", document(ANNOUNCED), nothing(), "api-removed-before-sunset")
    case(
        f"{gone}-with-deprecation", document({"deprecated": True}), nothing(), "api-removed-with-deprecation", MAY_BREAK
    )
case("new-request-path-parameter", document(path="/a"), document(path="/a/{id}"), "api-removed-without-deprecation")
HOOK = {"event": {"post": {"requestBody": content(TEXT), "responses": {}}}}
case("webhook-removed", document(root={"webhooks": HOOK}), document(root={"webhooks": {}}))

# --- parameters ------------------------------------------------------------------------------------------------------

case("new-required-request-parameter", document(), document(asks(TEXT, required=True)))
case(
    "new-required-request-default-parameter-to-existing-path",
    document(),
    document(item=asks(TEXT, required=True)),
    "new-required-request-parameter",
)
case("request-parameter-removed", document(asks(TEXT)), document())
case("request-parameter-removed-before-sunset", document(asks(TEXT, **ANNOUNCED)), document())
case("request-parameter-became-required", document(asks(TEXT)), document(asks(TEXT, required=True)))
case(
    "new-required-request-header-property",
    document(asks({"type": "object", "properties": {}}, "header")),
    document(asks(holding(TEXT, required=True), "header")),
    "new-required-request-parameter-property",
)
case(
    "request-header-property-became-required",
    document(asks(holding(TEXT), "header")),
    document(asks(holding(TEXT, required=True), "header")),
    "request-parameter-property-became-required",
)

# --- bodies, responses, headers --------------------------------------------------------------------------------------

case("request-body-added-required", document(), document(sends(TEXT, required=True)))
case("request-body-removed", document(sends(TEXT)), document())
case("request-body-became-required", document(sends(TEXT)), document(sends(TEXT, required=True)))
XML = {"requestBody": content(TEXT, "application/xml")}
case("request-body-media-type-removed", document(sends(TEXT)), document(XML))
case("request-body-media-type-schema-added", document(sends(None)), document(sends(TEXT)))
case("response-body-media-type-schema-removed", document(gives(TEXT)), document(gives(None)), rule=MAY_BREAK)
OTHER = {"responses": {"200": {"description": "", **content(TEXT, "application/xml")}}}
case("response-media-type-removed", document(gives(TEXT)), document(OTHER))
ANY = {"responses": {"200": {"description": "", **content(TEXT, "application/*")}}}
case("response-media-type-name-generalized", document(gives(TEXT)), document(ANY), "response-media-type-removed")
case("response-success-status-removed", document(gives(TEXT)), document(gives(TEXT, "201")))
case("response-non-success-status-removed", document(gives(TEXT, "404")), document(gives(TEXT, "409")), rule=MAY_BREAK)
case("required-response-header-removed", document(answers_with_header(TEXT, required=True)), document(gives(TEXT)))
case("optional-response-header-removed", document(answers_with_header(TEXT)), document(gives(TEXT)), rule=MAY_BREAK)
case(
    "response-header-became-optional",
    document(answers_with_header(TEXT, required=True)),
    document(answers_with_header(TEXT)),
)

# --- properties ------------------------------------------------------------------------------------------------------

EMPTY = {"type": "object", "properties": {}}
DEFAULT = {"type": "string", "default": "a"}
case("request-property-became-required", document(sends(holding(TEXT))), document(sends(holding(TEXT, required=True))))
case(
    "request-property-became-required-with-default",
    document(sends(holding(DEFAULT))),
    document(sends(holding(DEFAULT, required=True))),
)
case("new-required-request-property", document(sends(EMPTY)), document(sends(holding(TEXT, required=True))))
case(
    "new-required-request-property-with-default",
    document(sends(EMPTY)),
    document(sends(holding(DEFAULT, required=True))),
)
case("request-property-removed", document(sends(holding(TEXT))), document(sends(EMPTY)), rule=MAY_BREAK)
case("response-property-became-optional", document(gives(holding(TEXT, required=True))), document(gives(holding(TEXT))))
case("response-required-property-removed", document(gives(holding(TEXT, required=True))), document(gives(EMPTY)))
case("response-optional-property-removed", document(gives(holding(TEXT))), document(gives(EMPTY)))

# --- types and null --------------------------------------------------------------------------------------------------

NULL, MANY = {"type": ["string", "null"]}, {"type": ["string", "integer"]}
at(f"{EVERY_REQUEST} request-parameter-property", "type-changed", TEXT, NUMBER)
received("type-changed", TEXT, NUMBER)
at("response-header", "type-changed", TEXT, NUMBER)
at("response-body response-property response-header", "type-generalized", NUMBER, {"type": "number"})
at("request-parameter-property", "type-specialized", {"type": "number"}, NUMBER, "type-changed")
at(f"{EVERY_REQUEST} request-parameter-property", "list-of-types-narrowed", MANY, TEXT)
received("list-of-types-widened", TEXT, MANY)
at(f"{EVERY_REQUEST} request-parameter-property", "became-not-nullable", NULL, TEXT)
at("response-body response-property response-header", "became-nullable", TEXT, NULL)

# --- values ----------------------------------------------------------------------------------------------------------

ONE, TWO = {"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a", "b"]}
at(f"{EVERY_REQUEST} request-header-property", "became-enum", TEXT, ONE)
at(f"{EVERY_REQUEST} request-parameter-property", "enum-value-removed", TWO, ONE)
at("response-property", "enum-value-added", ONE, TWO, rule=MAY_BREAK)
EXTENSIBLE = {"type": "string", "x-extensible-enum": ["a", "b"]}, {"type": "string", "x-extensible-enum": ["a"]}
at("request-property request-parameter", "x-extensible-enum-value-removed", *EXTENSIBLE)
both("const-added", TEXT, {"type": "string", "const": "a"})
both("const-changed", {"type": "string", "const": "a"}, {"type": "string", "const": "b"})
received("const-removed", {"type": "string", "const": "a"}, TEXT)
received("const-changed", {"type": "string", "const": "a"}, {"type": "string", "const": "b"})
at(EVERY_REQUEST, "default-value-changed", DEFAULT, {**DEFAULT, "default": "b"}, rule=MAY_BREAK)
at(EVERY_REQUEST, "default-value-added", TEXT, DEFAULT, rule=MAY_BREAK)
at(EVERY_REQUEST, "default-value-removed", DEFAULT, TEXT, rule=MAY_BREAK)

# --- limits ----------------------------------------------------------------------------------------------------------


def limit(word, value):
    kind = "array" if "Items" in word else "string" if "Length" in word else "number"
    return {"type": kind, **({"items": TEXT} if kind == "array" else {}), **({word: value} if value else {})}


for word, name in (("maxLength", "max-length"), ("maximum", "max"), ("exclusiveMaximum", "exclusive-max")):
    at(EVERY_REQUEST, f"{name}-set", limit(word, 0), limit(word, 5))
    at(EVERY_REQUEST, f"{name}-decreased", limit(word, 5), limit(word, 4))
    received(f"{name}-increased", limit(word, 5), limit(word, 6))
at("request-parameter", "max-items-decreased", limit("maxItems", 5), limit("maxItems", 4))
for word, name in (("minItems", "min-items"), ("minimum", "min"), ("exclusiveMinimum", "exclusive-min")):
    at(EVERY_REQUEST, f"{name}-set", limit(word, 0), limit(word, 5))
    at(EVERY_REQUEST, f"{name}-increased", limit(word, 5), limit(word, 6))
    received(f"{name}-decreased", limit(word, 5), limit(word, 4))
at(EVERY_REQUEST, "min-length-increased", limit("minLength", 5), limit("minLength", 6))
received("min-length-decreased", limit("minLength", 5), limit("minLength", 4))
received("max-length-unset", limit("maxLength", 5), limit("maxLength", 0))
received("min-items-unset", limit("minItems", 5), limit("minItems", 0))
PATTERN = {"type": "string", "pattern": "^a"}
at("request-property request-parameter", "pattern-added", TEXT, PATTERN)
at("request-property request-parameter", "pattern-changed", PATTERN, {**PATTERN, "pattern": "^b"})
at("response-property", "pattern-changed", PATTERN, {**PATTERN, "pattern": "^b"}, rule=MAY_BREAK)
at("response-property", "pattern-removed", PATTERN, TEXT, rule=MAY_BREAK)

# --- schemas made of schemas -----------------------------------------------------------------------------------------

CAT, DOG = holding(TEXT), {"type": "object", "properties": {"y": NUMBER}, "required": ["y"]}
for word, name in (("oneOf", "one-of"), ("anyOf", "any-of")):
    both(f"{name}-removed", {word: [CAT, DOG, NUMBER]}, {word: [CAT, DOG]})
    rule = BREAKS if word == "oneOf" else MAY_BREAK
    received(f"{name}-added", {word: [CAT, DOG]}, {word: [CAT, DOG, NUMBER]}, rule=rule)
for place, told in (("request-body", "new-required-request-property"), ("request-property", "")):
    case(
        f"{place}-all-of-added",
        document(PLACES[place]({"type": "object", "allOf": [CAT]})),
        document(PLACES[place]({"type": "object", "allOf": [CAT, DOG]})),
        told or "new-required-request-property",
    )
at("request-body response-body", "wrapped-in-one-of", CAT, {"oneOf": [CAT, DOG]}, rule=MAY_BREAK)
LONG, SHORT = {"type": "array", "prefixItems": [TEXT, TEXT]}, {"type": "array", "prefixItems": [TEXT]}
both("prefix-items-removed", LONG, SHORT, "prefix-items-changed", MAY_BREAK)
received("prefix-items-added", SHORT, LONG, "prefix-items-changed", MAY_BREAK)

# --- keywords that are compared as a whole ---------------------------------------------------------------------------

WHOLE = {
    "if": ("if", CAT),
    "then": ("then", DOG),
    "else": ("else", DOG),
    "contains": ("contains", TEXT),
    "dependent-required": ("dependentRequired", {"x": ["y"]}),
    "dependent-schema": ("dependentSchemas", {"x": DOG}),
    "pattern-property": ("patternProperties", {"^a": TEXT}),
    "property-names": ("propertyNames", {"pattern": "^a"}),
    "unevaluated-items": ("unevaluatedItems", False),
    "unevaluated-properties": ("unevaluatedProperties", False),
    "content-schema": ("contentSchema", TEXT),
}
NAMES = {"dependent-schema": "dependent-schemas", "pattern-property": "pattern-properties"}
for name, (word, value) in WHOLE.items():
    kind = "array" if name in {"contains", "unevaluated-items"} else "object"
    both(f"{name}-added", {"type": kind}, {"type": kind, word: value}, f"{NAMES.get(name, name)}-added")
    received(f"{name}-removed", {"type": kind, word: value}, {"type": kind}, f"{NAMES.get(name, name)}-removed")
DEPENDENT = {"type": "object", "dependentRequired": {"x": ["y"]}}, {"type": "object", "dependentRequired": {"x": ["z"]}}
both("dependent-required-changed", *DEPENDENT, rule=MAY_BREAK)
received("dependent-required-changed", *DEPENDENT, rule=MAY_BREAK)
for word, name in (("contentMediaType", "content-media-type"), ("contentEncoding", "content-encoding")):
    both(f"{name}-changed", {"type": "string", word: "a"}, {"type": "string", word: "b"}, rule=MAY_BREAK)
    received(f"{name}-changed", {"type": "string", word: "a"}, {"type": "string", word: "b"}, rule=MAY_BREAK)


def containing(word, value):
    return {"type": "array", "contains": TEXT, word: value}


both("min-contains-increased", containing("minContains", 2), containing("minContains", 3))
both("max-contains-decreased", containing("maxContains", 3), containing("maxContains", 2))
received("min-contains-decreased", containing("minContains", 3), containing("minContains", 2))
received("max-contains-increased", containing("maxContains", 2), containing("maxContains", 3))

# --- security --------------------------------------------------------------------------------------------------------

KEY, TOKEN, WIDE = [{"key": []}], [{"token": ["read"]}], [{"token": ["read", "write"]}]
case("api-security-added", document(), document({"security": KEY}))
case("api-security-removed", document({"security": [*KEY, *TOKEN]}), document({"security": KEY}))
case("api-security-scope-added", document({"security": TOKEN}), document({"security": WIDE}))
case("api-global-security-added", document(), document(root={"security": KEY}), "api-security-added")
case(
    "api-global-security-removed",
    document(root={"security": [*KEY, *TOKEN]}),
    document(root={"security": KEY}),
    "api-security-removed",
)
case(
    "api-global-security-scope-added",
    document(root={"security": TOKEN}),
    document(root={"security": WIDE}),
    "api-security-scope-added",
)
