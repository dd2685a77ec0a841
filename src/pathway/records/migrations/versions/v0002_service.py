"""What the service said, as a chain of its own; where each card stands; tokens that were used."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEEDED = ("recorded_at", "request", "kind", "client", "patient", "about", "body")


def upgrade() -> None:
    """From the records of decisions alone."""
    op.create_table(
        "service_record",
        sa.Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _NEEDED),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.UniqueConstraint("request"),
        sa.UniqueConstraint("previous"),
    )
    patient = ["patient", "kind", "sequence"]
    op.create_index("ix_service_record_patient", "service_record", patient)
    op.create_table(
        "service_card",
        sa.Column("uuid", sa.Text(), primary_key=True),
        sa.Column("sequence", _NUMBER, nullable=False),
    )
    tokens = op.create_table(
        "service_token",
        sa.Column("token", sa.Text(), primary_key=True),
        sa.Column("until", sa.Double(), nullable=False),
        sa.Column("claimant", sa.Text(), nullable=False),
    )
    op.create_index("ix_service_token_until", "service_token", ["until"])
    # No token has this name: up to when tokens were forgotten.
    op.bulk_insert(tokens, [{"token": "", "until": 0.0, "claimant": ""}])
    for table in ("service_record", "service_card"):
        for statement in _append_only(op.get_bind().dialect.name, table):
            op.execute(statement)


# -- private -------------------------------------------------------------------------------


def _append_only(dialect: str, table: str) -> Iterable[str]:
    said = "records of the service are only ever appended"
    if dialect == "sqlite":
        return [
            f"create trigger {table}_no_{event} before {event} on {table} "
            f"begin select raise(abort, '{said}'); end"
            for event in ("update", "delete")
        ]
    function = (
        f"create function {table}_refuse() returns trigger language plpgsql as "
        f"$$ begin raise exception '{said}'; end $$"
    )
    trigger = (
        f"create trigger {table}_append_only before update or delete or truncate "
        f"on {table} for each statement execute function {table}_refuse()"
    )
    return [function, trigger]
