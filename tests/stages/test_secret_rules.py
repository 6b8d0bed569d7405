"""Kingfisher 1.5.0 is the judge of these samples: `python benchmarks/secret_rules.py` had it look at each of them."""

import json
import re
import time
from importlib import resources
from pathlib import Path

import pytest

from app.stages.mask import mask_secrets, shown
from app.stages.secret_rules import MASK, mask_detected

SAMPLES = json.loads(Path(__file__).with_name("secret_samples.json").read_bytes())
SECRETS = [(rule, secret[::-1], text[::-1]) for rule, secret, text in SAMPLES["secret"]]
HARMLESS = [(rule, text[::-1]) for rule, text in SAMPLES["harmless"]]
DATA = json.loads(resources.files("app.stages").joinpath("secret_rules.json").read_bytes())
RULES = DATA["rules"]


@pytest.mark.parametrize(("secret", "text"), [case[1:] for case in SECRETS], ids=[rule for rule, *_ in SECRETS])
def test_what_the_detector_finds_is_masked(secret, text):
    around = f"before = 1\n{text}\nafter = 2"
    masked = mask_detected(around)

    assert secret not in masked
    assert MASK in masked
    assert masked.count("\n") == around.count("\n")
    assert masked.startswith("before = 1\n")
    assert masked.endswith("\nafter = 2")
    assert mask_secrets(masked) == mask_secrets(mask_secrets(masked))
    assert secret not in shown(around)


def test_every_rule_has_a_sample_but_those_of_which_none_could_be_made():
    assert {rule["id"] for rule in RULES} == {rule for rule, *_ in SECRETS} | set(SAMPLES["silent"])
    assert len(SAMPLES["silent"]) <= len(RULES) // 50


def test_rules_and_samples_are_of_one_version():
    assert DATA["source"] == SAMPLES["source"]
    assert "Betterleaks" in "\n".join(DATA["notice"])
    assert "Permission is hereby granted" in "\n".join(DATA["notice"])


def test_what_the_detector_leaves_alone_is_left_alone():
    """Halves of secrets and what stands in for one. The hundredth that is masked may be a secret that was cut off."""
    masked = [(rule, text) for rule, text in HARMLESS if mask_detected(text) != text]
    masked_by_all = [(rule, text) for rule, text in HARMLESS if shown(text) != text]

    assert len(masked) <= len(HARMLESS) // 500, masked
    assert len(masked_by_all) <= len(HARMLESS) // 100, masked_by_all


def test_a_text_that_a_rule_needs_is_in_every_match_of_it():
    rules = {rule["id"]: rule for rule in RULES}
    matched = [(rules[rule], text) for rule, _, text in SECRETS if re.search(rules[rule]["pattern"], text, re.ASCII)]

    assert len(matched) > len(RULES) * 0.95
    assert [rule["id"] for rule, text in matched if not any(need in text.lower() for need in rule["needs"])] == []


def test_no_file_of_ours_has_a_whole_token():
    raw = Path(__file__).with_name("secret_samples.json").read_text(encoding="utf-8")

    found = [secret for rule, secret, _ in SECRETS if len(secret) >= 20 and secret in raw and secret != secret[::-1]]
    assert found == []


@pytest.mark.parametrize("between", ["", ' = "', "-"])
def test_half_a_megabyte_of_what_rules_look_for_is_not_slow(between):
    needs = sorted({need for rule in RULES for need in rule["needs"]})
    text = between.join(needs)
    text = (text + between) * (500_000 // len(text))
    start = time.process_time()
    mask_detected(text)

    assert time.process_time() - start < 8


def test_no_rule_is_slow_on_its_own_beginning():
    """The worst that a rule may take for 50 kB on one line that holds nothing but what it looks for."""
    slow = []
    for rule in RULES:
        pattern = re.compile(rule["pattern"], re.ASCII)
        for tail in ("", "=", "a1"):
            text = ((rule["needs"][0] + tail * 4) * 50_000)[:50_000]
            start = time.process_time()
            sum(1 for _ in pattern.finditer(text))
            if (took := time.process_time() - start) > 0.5:
                slow.append((rule["id"], tail, took))
    assert slow == []


def test_the_rest_of_a_line_stays_where_it_was():
    key = "AKIA" + "QYLPMN5HFIQR7XYA"

    assert mask_detected(f'connect(key="{key}", region="eu-west-1")') == f'connect(key="{MASK}", region="eu-west-1")'


def test_the_same_text_is_not_searched_twice():
    text = "x = 1  # " + "abcdefgh" * 1_000
    shown(text)
    start = time.process_time()
    for _ in range(1_000):
        shown(text)

    assert time.process_time() - start < 0.2
