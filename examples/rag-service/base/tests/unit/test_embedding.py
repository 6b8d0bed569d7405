import subprocess
import sys
from pathlib import Path

import pytest

import ragline
from ragline.embedding import embed, similarity, terms


def test_stop_words_case_and_plural_do_not_count():
    assert terms("How do I clean the Burrs?") == ["clean", "burr"]


def test_a_text_is_most_similar_to_itself():
    assert similarity(embed("clean the burrs"), embed("Clean burr")) == pytest.approx(1.0)
    assert similarity(embed("clean the burrs"), embed("parcel refund")) == 0.0


def test_a_text_without_words_is_similar_to_nothing():
    assert similarity(embed("?!"), embed("clean the burrs")) == 0.0


def test_another_process_finds_the_same_vector():
    source = Path(ragline.__file__).parents[1]
    script = f"import sys; sys.path.insert(0, {str(source)!r}); from ragline.embedding import embed; print(embed('burr tank'))"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)

    assert printed.stdout.strip() == str(embed("burr tank"))
