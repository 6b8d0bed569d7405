def passages(question, store):
    return store.matching(question)[:5]
