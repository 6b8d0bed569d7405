from answers.rerank import reranked
from answers.retriever import passages


def answer(question, store):
    return reranked(passages(question, store))[:5]
