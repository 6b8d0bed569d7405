def search(query):
    return sorted(query.split())
