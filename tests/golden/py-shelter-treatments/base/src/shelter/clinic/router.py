from fastapi import APIRouter, Depends

from shelter.sessions import HasRole

router = APIRouter(prefix="/clinic", tags=["clinic"], dependencies=[Depends(HasRole("vet"))])
