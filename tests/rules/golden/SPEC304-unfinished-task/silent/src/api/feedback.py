class Feedback:
    def __init__(self, answer_id, helpful):
        self.answer_id = answer_id
        self.helpful = helpful


def take(answer_id, helpful, store):
    store.append(Feedback(answer_id, helpful))
