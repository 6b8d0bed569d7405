"""How long suggestions take: `python benchmarks/suggest.py places.tsv`."""

import random
import sys
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from gazetteer.places import read_places
from gazetteer.suggesting import Suggester

ROUNDS = 10_000


def main(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        places = list(read_places(lines))
    suggester = Suggester(places)
    chance = random.Random(1)
    times = []
    for _ in range(ROUNDS):
        typed = chance.choice(places).name[: chance.randint(2, 6)]
        started = perf_counter()
        suggester.suggest(typed)
        times.append(perf_counter() - started)
    print(f"{len(places)} places, 95 % within {quantiles(times, n=20)[-1] * 1000:.2f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
