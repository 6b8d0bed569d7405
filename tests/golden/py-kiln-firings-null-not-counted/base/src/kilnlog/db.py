from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from kilnlog.models import Base


def sessions(url: str = "sqlite:///kilnlog.db") -> sessionmaker[Session]:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    return sessionmaker(engine)
