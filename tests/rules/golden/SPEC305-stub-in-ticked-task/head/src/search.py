def search(query):
    raise NotImplementedError
