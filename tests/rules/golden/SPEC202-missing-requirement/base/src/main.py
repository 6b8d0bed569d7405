from src.answer import answer

ANSWER = answer
