class RateLimiter:
    def __init__(self, most):
        self.most = most
        self.asked = 0

    def allows(self):
        self.asked += 1
        return self.asked <= self.most
