MOST = 5


def cited(passages):
    return passages[:MOST]
