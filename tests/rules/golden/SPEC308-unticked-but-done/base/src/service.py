from src.retriever import passages
from src.store import Store

store = Store()


def answer(question):
    return passages(question, store)
