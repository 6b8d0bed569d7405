"""Work that is no review by itself: commands, buttons, labels, pushed configurations, installations."""

from app.workflow.errands.job import Books, ErrandPolicy
from app.workflow.errands.runner import Errands

__all__ = ["Books", "ErrandPolicy", "Errands"]
