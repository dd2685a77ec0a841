"""The scripts that change the tables, run by alembic when records are opened."""
