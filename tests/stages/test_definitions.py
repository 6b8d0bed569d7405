"""Which names a text defines, and how far each definition goes, in several languages."""

import pytest

from app.stages.definitions import definitions, end_of

PYTHON = """import json

MAX_ITEMS: int = 20
small = 3


class Limits(Base):
    most = 5

    def allowed(
        self,
        number: int,
    ) -> bool:
        if number > self.most:
            return False

        return True

    async def later(self) -> None:
        await wait()


def one() -> int:
    return 1
"""
TYPESCRIPT = """export const MAX = 20;
export interface Item {
  id: string;
}
export default class Cart extends Base<Item> {
  private items: Item[] = [];

  add(item: Item): void {
    if (item.id) {
      this.items.push(item);
    } else if (this.full()) {
      throw new Error("full");
    }
  }

  onChange(tell: (item: Item) => void) {
    setTimeout(() => {
      tell(this.items[0]);
    }, 10);
    describe("items", function () {
      tell(this.items[0]);
    });
  }
}
export async function load(url: string) {
  return fetch(url);
}
"""
GO = """package limits

const most = 5

type Desk struct {
	open bool
}

func (d *Desk) Book(n int) error {
	if n > most {
		return errFull
	}
	return nil
}
"""
JAVA = """public final class Desk {
    private final int most;

    public Desk(int most) {
        this.most = most;
    }

    @Override
    public List<String> book(final int number) throws FullException {
        synchronized (this) {
            for (int i = 0; i < number; i++) {
                take(i);
            }
        }
        try (var lease = lock()) {
            return List.of();
        }
    }
}
"""
RUBY = """module Booking
  class Desk
    LIMIT = 5

    def self.open
      new
    end

    def book(number)
      return if number > LIMIT
    end
  end
end
"""
RUST = """pub struct Desk {
    open: bool,
}

impl Desk {
    pub(crate) fn book(&self, number: u32) -> bool {
        number <= MOST
    }
}
"""
KOTLIN = """data class Seat(val row: Int)

internal fun book(seat: Seat): Boolean {
    return seat.row < 5
}
"""
TEXTS = {
    "python": (
        PYTHON,
        {"MAX_ITEMS": (3, 3), "Limits": (7, 20), "allowed": (10, 17), "later": (19, 20), "one": (23, 24)},
    ),
    "typescript": (
        TYPESCRIPT,
        {"MAX": (1, 1), "Item": (2, 4), "Cart": (5, 24), "add": (8, 14), "onChange": (16, 23), "load": (25, 27)},
    ),
    "go": (GO, {"most": (3, 3), "Desk": (5, 7), "Book": (9, 14)}),
    "java": (JAVA, {"Desk": (1, 19), "book": (9, 18)}),
    "ruby": (RUBY, {"Booking": (1, 13), "Desk": (2, 12), "open": (5, 7), "book": (9, 11)}),
    "rust": (RUST, {"Desk": (1, 3), "book": (6, 8)}),
    "kotlin": (KOTLIN, {"Seat": (1, 1), "book": (3, 5)}),
}


def found(text):
    """The first definition of each name, with its first and last line."""
    lines = text.split("\n")
    return {name: (first, end_of(lines, first, 90)) for name, first in reversed(list(definitions(text)))}


@pytest.mark.parametrize(("text", "wanted"), TEXTS.values(), ids=TEXTS)
def test_every_definition_is_found_with_its_lines(text, wanted):
    assert found(text) == wanted


def test_a_name_that_is_defined_twice_comes_twice():
    assert list(definitions(RUST)) == [("Desk", 1), ("Desk", 5), ("book", 6)]
    assert list(definitions(JAVA))[:2] == [("Desk", 1), ("Desk", 4)]


def test_a_call_that_is_given_a_function_defines_nothing():
    text = "  useEffect(() => {\n    load();\n  });\n  it('adds', async () => {\n  });\n"

    assert list(definitions(text)) == []


def test_variables_of_a_function_and_constructors_are_no_definitions():
    text = "export function routes() {\n  const router = Router();\n  let status = 200;\n  constructor(x) {\n  }\n}\n"

    assert list(definitions(text)) == [("routes", 1)]
    assert list(definitions("class Desk:\n    def __init__(self):\n        pass\n")) == [("Desk", 1)]


def test_a_long_definition_is_cut():
    text = "def long():\n" + "    step()\n" * 200

    assert end_of(text.split("\n"), 1, 90) == 90


def test_a_definition_ends_before_the_next_one_and_without_the_blank_lines_between():
    lines = ["def one():", "    return 1", "", "", "def two():", "    return 2", ""]

    assert end_of(lines, 1, 90) == 2


def test_a_head_whose_parameters_close_at_the_left_goes_on():
    lines = ["def one(", "    number,", ") -> int:", "    return number", "", "other = 1", ""]

    assert end_of(lines, 1, 90) == 4


def test_an_if_goes_on_to_its_else():
    lines = ["if (a) {", "  b();", "} else {", "  c();", "}", "d();", ""]

    assert end_of(lines, 1, 90) == 5


def test_the_last_line_of_a_file_is_a_definition_of_its_own():
    assert end_of(["MAX = 5"], 1, 90) == 1


def test_a_line_of_nothing_but_spaces_ends_no_definition():
    lines = ["class A:", "    def one():", "        a = 1", "", "  ", "\t", "        return a", "    b = 2"]

    assert end_of(lines, 2, 20) == 7
