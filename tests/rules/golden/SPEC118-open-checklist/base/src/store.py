class Store:
    def matching(self, question):
        return [one for one in self.passages if question in one]
