import pytest
from pydantic import Field, ValidationError

from ragline.api.schema import ApiModel


class Body(ApiModel):
    text: str = Field(min_length=1, max_length=4)


def test_white_space_around_a_text_is_removed_before_its_length_is_looked_at():
    assert Body(text="\n  four \t").text == "four"


@pytest.mark.parametrize("body", [{"text": " \n "}, {"text": "fiver"}, {"text": 4}, {"text": "four", "more": 1}])
def test_what_the_model_does_not_allow_is_refused(body: dict):
    with pytest.raises(ValidationError):
        Body.model_validate(body)
