MOST = 8


def cited(passages):
    return passages[:MOST]
