"""Counters and gauges for Prometheus, of one process."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from app.domain.review import ReviewState

_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class Metrics:
    """What happened in this process, and how much waits in the database."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._deliveries = Counter(
            "speckeeper_deliveries", "Webhooks by what became of them", ["result"], registry=self._registry
        )
        self._seconds = Histogram(
            "speckeeper_webhook_seconds", "Time to answer a webhook", buckets=_BUCKETS, registry=self._registry
        )
        self._reviews = Counter("speckeeper_reviews", "Reviews that ended, by how", ["state"], registry=self._registry)
        self._waiting = Gauge(
            "speckeeper_deliveries_waiting", "Deliveries that are not taken up", registry=self._registry
        )
        self._running = Gauge(
            "speckeeper_reviews_running", "Reviews that run or wait, in all processes", registry=self._registry
        )

    def delivered(self, result: str, seconds: float) -> None:
        """A webhook was answered."""
        self._deliveries.labels(result).inc()
        self._seconds.observe(seconds)

    def finished(self, state: ReviewState) -> None:
        """A review ended."""
        self._reviews.labels(state).inc()

    def text(self, waiting: int, running: int) -> bytes:
        """All of them in Prometheus' text format."""
        self._waiting.set(waiting)
        self._running.set(running)
        return generate_latest(self._registry)
