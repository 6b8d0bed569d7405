from src.limiter import RateLimiter
from src.store import Store

store = Store()
limiter = RateLimiter(60)


def answer(question):
    if not limiter.allows():
        return []
    return store.matching(question)[:5]
