from typing import Annotated

from fastapi import Header, HTTPException, status


def current_user_id(x_user_id: Annotated[int | None, Header()] = None) -> int:
    if x_user_id is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)
    return x_user_id
