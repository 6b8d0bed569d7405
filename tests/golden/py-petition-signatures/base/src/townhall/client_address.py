from fastapi import Request


def client_address(request: Request) -> str:
    """The address that our proxy has seen; it adds it behind whatever the client sent."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.client.host if request.client else ""
