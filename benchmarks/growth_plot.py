"""A plot of cost over size as SVG that reads on light and on dark pages: measured points, and a straight line."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WIDE, _HIGH = 340, 240  # of one panel
_LEFT, _TOP, _BELOW, _BETWEEN = 52, 30, 44, 40
_STYLE = (
    "text{font:12px sans-serif;fill:#24292f}.grid{stroke:#d0d7de}.line{stroke:#0969da;stroke-width:2;fill:none}"
    ".dot{fill:#0969da}.even{stroke:#57606a;stroke-dasharray:5 4;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.line{stroke:#58a6ff}.dot{fill:#58a6ff}"
    ".even{stroke:#9198a1}}"
)


@dataclass(frozen=True, slots=True)
class Series:
    """One panel: what grows, and seconds by size."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Logarithmic, from a power of ten or a part of one to another."""

    low: float
    high: float
    pixels: int

    def at(self, value: float) -> float:
        return self.pixels * math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self) -> Iterator[float]:
        """The powers of ten."""
        for power in range(math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9) + 1):
            yield 10.0**power


def plot(panels: Sequence[Series], start: float) -> str:
    """Two panels side by side. The dashed line is `start` seconds and then the same for each one more."""
    width = len(panels) * (_LEFT + _WIDE) + (len(panels) - 1) * _BETWEEN + 20
    height = _TOP + _HIGH + _BELOW
    drawn = (_panel(series, start, _LEFT + number * (_LEFT + _WIDE + _BETWEEN)) for number, series in enumerate(panels))
    title = "Processor seconds of a review without a model, by size of the change"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>{title}</title><style>{_STYLE}</style>{"".join(drawn)}</svg>\n'
    )


def _panel(series: Series, start: float, left: int) -> str:
    sizes = _Scale(series.points[0][0] / 1.5, series.points[-1][0] * 1.5, _WIDE)
    costs = _Scale(0.1, 10.0, _HIGH)
    measured = [_place(size, seconds, sizes, costs) for size, seconds in series.points]
    last_size, last = series.points[-1]
    each = (last - start) / last_size
    steps = (sizes.low * (sizes.high / sizes.low) ** (step / 40) for step in range(41))
    even = [_place(size, start + each * size, sizes, costs) for size in steps]
    dots = "".join(f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>' for x, y in measured)
    return (
        f'<g transform="translate({left} {_TOP})">{_grid(sizes, costs)}'
        f'<polyline class="even" points="{_joined(even)}"/><polyline class="line" points="{_joined(measured)}"/>{dots}'
        f'<text x="{_WIDE / 2:.0f}" y="{_HIGH + 36}" text-anchor="middle">{series.name}</text>'
        '<text x="0" y="-12">processor seconds; dashed: the same for each one more</text></g>'
    )


def _grid(sizes: _Scale, costs: _Scale) -> str:
    parts: list[str] = []
    for size in sizes.ticks():
        x = round(sizes.at(size), 1)
        parts.append(f'<path class="grid" d="M{x} 0V{_HIGH}"/>')
        parts.append(f'<text x="{x}" y="{_HIGH + 18}" text-anchor="middle">{size:,.0f}</text>')
    for seconds in costs.ticks():
        y = round(_HIGH - costs.at(seconds), 1)
        parts.append(f'<path class="grid" d="M0 {y}H{_WIDE}"/>')
        parts.append(f'<text x="-8" y="{y + 4}" text-anchor="end">{seconds:g}</text>')
    return "".join(parts)


def _place(size: float, seconds: float, sizes: _Scale, costs: _Scale) -> tuple[float, float]:
    return round(sizes.at(size), 1), round(_HIGH - costs.at(seconds), 1)


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
