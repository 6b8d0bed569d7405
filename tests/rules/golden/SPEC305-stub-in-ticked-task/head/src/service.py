from src.search import search
from src.store import Store

store = Store()


def answer(question):
    return search(question)[:5]
