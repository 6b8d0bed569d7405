from alembic import context

from seedvault.database import connect
from seedvault.models import Base

url = context.config.get_main_option("sqlalchemy.url")
assert url

with connect(url).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
