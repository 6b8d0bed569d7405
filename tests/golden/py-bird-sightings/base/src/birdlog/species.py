PROTECTED = frozenset({"Eagle Owl", "Hoopoe", "Black Stork", "Corncrake"})
COMMON = frozenset({"Blackbird", "Blue Tit", "Great Tit", "Kestrel", "Mallard", "Robin", "Swift", "White Stork"})
KNOWN = PROTECTED | COMMON
