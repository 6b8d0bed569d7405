"""Webhook → Event. Pure: bytes in, a value out; verified before it is parsed."""

from app.github.events.webhook import BadDelivery, BadSignature, event_from, verify

__all__ = ["BadDelivery", "BadSignature", "event_from", "verify"]
