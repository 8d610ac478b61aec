"""The schema: numbered SQL files that sqlite-utils applies once each, in order.

`python -m claimcheck.store.migrate` prints the schema they lead to, which is
kept in `schema.sql` for people to read.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from claimcheck.store.connection import APPLICATION_ID, connect, transaction

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SCHEMA_VERSION = 14


def sql_files() -> list[tuple[str, str]]:
    """Return the name (without ending) and text of each migration, in order."""
    folder = files("claimcheck.store") / "sql"
    found = sorted((f.name.removesuffix(".sql"), f) for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(name, f.read_text(encoding="utf-8")) for name, f in found]


def migrations() -> Migrations:
    """Return the migrations as sqlite-utils wants them."""
    from sqlite_utils import Migrations

    found = Migrations("claimcheck")
    for name, sql in sql_files():

        def apply(db: Database, sql: str = sql) -> None:
            db.executescript(sql)

        found(name=name)(apply)
    return found


def migrate(database: Database) -> None:
    """Bring an empty or older record up to this schema, wholly or not at all."""
    # Waits here for a process that is doing the same; its work is then found done.
    with transaction(database.conn):
        migrations().apply(database)
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema() -> str:
    """Return the schema as SQL, without what SQLite and sqlite-utils keep for themselves."""
    database = connect(None)
    try:
        migrate(database)
        statements = database.conn.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'passage\\_keys\\_%' ESCAPE '\\' "
            "AND name NOT LIKE '%\\_sqlite\\_%' ESCAPE '\\' "
            "ORDER BY tbl_name, type <> 'table', name"
        ).fetchall()
    finally:
        database.close()
    return "".join(f"{sql};\n\n" for (sql,) in statements).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
