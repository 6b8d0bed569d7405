def reranked(passages):
    return sorted(passages, key=len)
