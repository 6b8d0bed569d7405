from answers.answerer import answer


def serve(question, store):
    return {"answer": answer(question, store)}
