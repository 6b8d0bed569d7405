"""The REST interface, one file per area. Every file names its routes in `ENDPOINTS`."""

from app.simulator.call import Endpoint
from app.simulator.rest import apps, checks, comments, commits, contents, deliveries, pulls, repositories, reviews

ENDPOINTS: tuple[Endpoint, ...] = (
    *apps.ENDPOINTS,
    *repositories.ENDPOINTS,
    *pulls.ENDPOINTS,
    *checks.ENDPOINTS,  # before commits: `/commits/{ref}/check-runs` is longer than `/commits/{ref}`
    *commits.ENDPOINTS,
    *reviews.ENDPOINTS,
    *comments.ENDPOINTS,
    *contents.ENDPOINTS,
    *deliveries.ENDPOINTS,
)
