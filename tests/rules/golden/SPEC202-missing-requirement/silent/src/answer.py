def answer(question, passages):
    if not passages:
        return {"refused": question}
    return {"text": passages[0], "cites": passages[:5]}
