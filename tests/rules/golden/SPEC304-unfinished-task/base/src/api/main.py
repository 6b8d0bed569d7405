from src.api.feedback import Feedback

FEEDBACK = Feedback
