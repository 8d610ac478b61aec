"""A record as text that is the same for the same contents, in whatever order they were written."""

import sqlite3

# What repeats other tables, or depends on the order in which they were written while its answers do not.
DERIVED = ("passages_fts", "sections_fts", "passage_key", "index_log", "spelling_")


def dump(path):
    """Return every row of every table, sorted, passages named by their id; and check the record itself."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("passages_fts", "sections_fts", "passage_keys"):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    connection.rollback()
    ids = dict(connection.execute("SELECT number, id FROM passages"))
    lines = []
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name <> '_sqlite_migrations' ORDER BY name"
    ).fetchall()
    for table in [name for (name,) in tables if not name.startswith(DERIVED)]:
        rows = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        for row in rows:
            values = [
                ids[value] if (table, name) in {("passages", "number"), ("passages", "section")} else value
                for name, value in zip(names, row, strict=True)
            ]
            lines.append(f"{table} {values!r}")
    connection.close()
    return "\n".join(sorted(lines))
