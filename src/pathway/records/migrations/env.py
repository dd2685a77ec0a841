"""How alembic runs the scripts: inside the transaction that `schema` has open."""

from __future__ import annotations

from alembic import context

from pathway.records.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
