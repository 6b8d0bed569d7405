def answer(question, passages):
    return {"text": passages[0], "cites": passages[:5]}
