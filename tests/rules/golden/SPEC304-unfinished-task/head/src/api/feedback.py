class Feedback:
    def __init__(self, answer_id, helpful):
        self.answer_id = answer_id
        self.helpful = helpful
