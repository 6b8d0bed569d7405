"""The look of the pages that the service shows."""

from typing import Final

STYLE: Final = (
    "body{font:15px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1f2328}"
    "h1{font-size:1.4rem}h1+h1{font-size:1.1rem}code{background:#eff1f3;padding:1px 4px;border-radius:4px}"
)
