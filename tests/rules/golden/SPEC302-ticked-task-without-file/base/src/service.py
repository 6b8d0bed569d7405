from src.store import Store

store = Store()


def answer(question):
    return store.matching(question)[:5]
