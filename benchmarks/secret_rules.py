"""Writes the rules by which secrets are found: `python benchmarks/secret_rules.py app/stages/secret_rules.json`.

They come from Kingfisher's Python package, which is no dependency: `pip install kingfisher-secret-scanner` beside it
first. Each expression is rewritten for Python's `re`, and gets the texts of which one has to be there before the
expression is tried at all. With `--samples FILE`, writes as well what tests/stages/test_secret_rules.py reads: for each
rule texts made from its expression in which Kingfisher finds the secret, and texts in which it finds none.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from secret_samples import lines, samples
from secret_texts import needed

PACKAGE = "kingfisher-secret-scanner"

# Rules that are not taken, with the reason.
LEFT_OUT = {
    "betterleaks.private-key": "app/stages/mask.py masks keys line by line, and excerpts from the middle of one",
    "betterleaks.curl-auth-header": "its expression takes quadratic time in Python; mask.py has one for credentials",
    "betterleaks.curl-auth-user": "the same",
    "betterleaks.generic-credential-uri": "mask.py leaves the rest of the address to be read",
    "betterleaks.mongodb-connection-string": "the same",
    "betterleaks.facebook-access-token": "no text has to be in it, so that it would be tried on everything",
    "betterleaks.zai-api-key": "the same",
    "betterleaks.jwt-base64": "its 34 groups are for validation; such a text has no name that is looked for",
}
# Rules for what stands beside a secret (an account, a host) are not told of, but some of them are for secrets.
SECRET_PARTS = {
    "betterleaks.alibaba-sts-security-token",
    "betterleaks.aws-secret-access-key",
    "betterleaks.exoscale-api-secret",
    "betterleaks.ovh-consumer-key",
    "betterleaks.polymarket-api-secret",
    "betterleaks.polymarket-passphrase",
    "veles.secrets/packagistsecret-api-key",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="where the rules go")
    parser.add_argument("--samples", type=Path, help="where the samples go")
    options = parser.parse_args()
    catalog = list(_catalog())
    rules = [_rule(detail) for detail in catalog if detail["id"] not in LEFT_OUT]
    hintless = [rule["id"] for rule in rules if not rule["needs"]]
    if hintless:
        print(f"no text is needed for a match of {', '.join(hintless)}: name them in LEFT_OUT", file=sys.stderr)
        return 1
    options.file.write_text(_lines(_head(catalog), rules), encoding="utf-8")
    print(f"{len(rules)} rules of {PACKAGE} {metadata.version(PACKAGE)}")
    if options.samples:
        options.samples.write_text(_samples(rules), encoding="utf-8")
    return 0


def _catalog() -> Iterator[dict]:
    """What Kingfisher says of each rule for a secret that needs no path to be told."""
    from kingfisher_sdk import Rules  # noqa: PLC0415 -- not installed where the tests and the checks run

    rules = Rules(confidence="low", cache=False)
    for name in sorted(rule["id"] for rule in rules.metadata()):
        detail = rules.detail(name)
        if (detail["visible"] or name in SECRET_PARTS) and not detail["path"]:
            yield detail


def _samples(rules: list[dict]) -> str:
    from kingfisher_sdk import Rules, Scanner  # noqa: PLC0415 -- as above

    catalog = Rules(confidence="low", cache=False)
    details = [catalog.detail(rule["id"]) for rule in catalog.metadata()]
    beside = {one["id"]: [other["rule_id"] for other in one["depends_on_rule"]] for one in details}
    patterns = {one["id"]: portable(one["detection_regex"]) for one in details}
    scanner = Scanner(catalog, base64=False)
    made = samples(rules, patterns, beside, lambda text: [(one.rule_id, one.secret) for one in scanner.scan(text)])
    print({key: len(value) for key, value in made.items()})
    return lines(made, f"{PACKAGE} {metadata.version(PACKAGE)}")


def _head(catalog: list[dict]) -> dict:
    """Where the rules come from, under which licences, and what never is a secret."""
    notice = next(file for file in metadata.files(PACKAGE) or () if file.name == "NOTICE").read_text(encoding="utf-8")
    placeholders = next(values for detail in catalog if (values := _arrays(detail["betterleaks_filter"], "matchesAny")))
    return {
        "source": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "licence": "Apache-2.0; the rules are Betterleaks' (MIT) and Veles' (Apache-2.0)",
        "changes": "rewritten for Python by benchmarks/secret_rules.py; of the filters, entropy and words are left",
        "notice": notice.split("\n"),
        "placeholders": [_flagged(portable(one)) for one in placeholders[0]],
    }


def _rule(detail: dict) -> dict:
    pattern = portable(detail["detection_regex"])
    said = json.dumps(detail["betterleaks_filter"])
    return {
        "id": detail["id"],
        "pattern": pattern,
        "group": detail.get("betterleaks_secret_group") or 0,
        "entropy": _entropy(detail["betterleaks_filter"]),
        "no_words": '"tokenRatio"' in said,
        "needs": needed(pattern),
    }


def _nodes(tree: object) -> Iterator[dict]:
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _nodes(value)


def _arrays(tree: object, call: str) -> list[list[str]]:
    """The lists of texts that a filter hands to one of its functions."""
    calls = [n for n in _nodes(tree) if n.get("kind") == "call" and n["callee"].get("value") == call]
    return [[one["value"] for one in node["nodes"]] for n in calls for node in n["arguments"] if "nodes" in node]


def _entropy(tree: object) -> float:
    """The least entropy with which a filter lets a secret pass."""
    limits = [
        node["right"]["value"]
        for node in _nodes(tree)
        if node.get("kind") == "binary" and node["operator"] in {"<", "<="}
        if node["left"].get("kind") == "call" and node["left"]["callee"].get("value") == "entropy"
    ]
    return float(limits[0]) if limits else 0.0


def portable(pattern: str) -> str:
    """The expression for Python: flags in front or round a group, ends of the text, brackets within a class."""
    pattern = pattern.replace(r"\z", r"\Z")
    pattern = re.sub(r"(?<=\[)\[", r"\\[", pattern)
    pattern = re.sub(r"(?<!\\)(\[(?:\^)?[^\]\[]*)\[(?=[^\]]*\])", r"\1\\[", pattern)
    return _scoped(pattern)


def _scoped(pattern: str) -> str:
    """`a(?i)b` as `a(?i:b)`: such a flag holds until its group ends."""
    found = re.compile(r"(?<!\\)\(\?([isx]+)\)").search(pattern, 1)
    if not found:
        return pattern
    end = _end_of_group(pattern, found.end())
    inner = pattern[found.end() : end]
    return _scoped(f"{pattern[: found.start()]}(?{found[1]}:{inner}){pattern[end:]}")


def _flagged(pattern: str) -> str:
    """`(?i)a` as `(?i:a)`, so that it can stand among others."""
    return re.sub(r"^\(\?([is]+)\)(.*)$", r"(?\1:\2)", pattern)


def _end_of_group(pattern: str, start: int) -> int:
    depth, in_class, index = 0, False, start
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 1
        elif in_class:
            in_class = char != "]"
        elif char in "([":
            depth, in_class = depth + (char == "("), char == "["
        elif char == ")":
            if not depth:
                return index
            depth -= 1
        index += 1
    return index


def _lines(head: dict, rules: list[dict]) -> str:
    """JSON with one line for each rule, so that an update can be read."""
    body = ",\n".join(json.dumps(rule, ensure_ascii=True) for rule in rules)
    return f'{json.dumps(head, indent=1)[:-2]},\n "rules": [\n{body}\n]}}\n'


if __name__ == "__main__":
    sys.exit(main())
