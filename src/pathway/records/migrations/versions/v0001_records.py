"""The records as one chain, and triggers that refuse to change or remove any."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEEDED = (
    *("recorded_at", "request", "actor", "patient", "pathway", "version", "digest", "engine"),
    *("snapshot", "advice", "shown", "therapy", "action"),
)


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "decision_record",
        sa.Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _NEEDED),
        sa.Column("rule", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("supersedes", _NUMBER),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.UniqueConstraint("request"),
        sa.UniqueConstraint("previous"),
    )
    op.create_index("ix_decision_record_patient", "decision_record", ["patient"])
    op.create_table(
        "records_about",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    for statement in _append_only(op.get_bind().dialect.name):
        op.execute(statement)


# -- private -------------------------------------------------------------------------------


def _append_only(dialect: str) -> Iterable[str]:
    said = "decision records are only ever appended"
    if dialect == "sqlite":
        return [
            f"create trigger decision_record_no_{event} before {event} on decision_record "
            f"begin select raise(abort, '{said}'); end"
            for event in ("update", "delete")
        ]
    function = (
        "create function decision_record_refuse() returns trigger language plpgsql as "
        f"$$ begin raise exception '{said}'; end $$"
    )
    trigger = (
        "create trigger decision_record_append_only before update or delete or truncate "
        "on decision_record for each statement execute function decision_record_refuse()"
    )
    return [function, trigger]
