"""A record as text that is the same for the same contents, in whatever order they were written."""

import sqlite3


def dump(path):
    """Return every row of every table, sorted, passages named by their id; and check the record itself."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
    connection.rollback()
    ids = dict(connection.execute("SELECT number, id FROM passages"))
    lines = []
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passages_fts%' "
        "AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations' ORDER BY name"
    ).fetchall()
    for table, _ in tables:
        rows = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        for row in rows:
            values = [
                ids[value] if (table, name) == ("passages", "number") or name == "passage" else value
                for name, value in zip(names, row, strict=True)
            ]
            lines.append(f"{table} {values!r}")
    connection.close()
    return "\n".join(sorted(lines))
