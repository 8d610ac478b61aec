"""A small desk for the tests of sources: a folder, its record, and a look into both."""

import sqlite3
import zipfile

from test_cli import invoke

from claimcheck.models import DocumentState
from claimcheck.store import Store

STORY = (
    "The council adopted resolution 2371 on 5 August 2017 after long talks in the harbour city. The board did not "
    "approve the merger of the two largest funds in the region. The fund paid 2,412 million dollars to its members "
    "in the following year.\n"
)
MINUTES = "1. The board did not approve the merger on 5 May 2017.\n2. The fund paid 2,412 million dollars.\n"
REVISED = "1. The board approved the merger on 5 May 2017.\n2. The fund paid 2,412 million dollars.\n"
ARTICLE = "The board approved the merger.\n"


class Desk:
    """The folder of a test, in which its commands run."""

    def __init__(self, folder):
        self.folder = folder
        self.db = folder / "claimcheck.db"

    def write(self, **files):
        """Write files into corpus/ by name, "__" for a dot, as `minutes__md`."""
        for name, content in files.items():
            self.put(f"corpus/{name.replace('__', '.')}", content)

    def put(self, path, content):
        """Write one file, text or bytes."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    def zip(self, path, *members):
        """Write an archive of (name, content) pairs."""
        with zipfile.ZipFile(self.put(path, b""), "w") as archive:
            for name, content in members:
                archive.writestr(name, content)

    def remove(self, path):
        """Delete one file."""
        (self.folder / path).unlink()

    def ingest(self, *arguments, code=0):
        """Run `ingest`; return its first line and the lines about what was not read."""
        got, out, err = invoke("ingest", *arguments)
        assert got == code, out + err
        return out.partition("\n")[0], [line for line in err.splitlines() if line.startswith("not read: ")]

    def verify(self, *arguments):
        """Run `sources verify`; return the lines about what does not fit."""
        code, out, err = invoke("sources", "verify", *arguments)
        *flaws, _ = out.splitlines()
        assert code == bool(flaws), out + err
        return flaws

    def names(self, state=DocumentState.CURRENT):
        """Return the names of the documents in a state."""
        with Store.open(self.db) as store:
            return [d.name for d in store.documents(state)]

    def document(self, name, state=DocumentState.CURRENT):
        """Return the one document of this name in a state."""
        with Store.open(self.db) as store:
            (found,) = (d for d in store.documents(state) if d.name == name)
        return found

    def dump(self):
        """Return all that the record holds."""
        with Store.open(self.db) as store:
            return store.dump()

    def rows(self, sql, *values):
        """Return what a query finds in the record."""
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def tamper(self, sql, *values):
        """Change the record behind our back; return how many rows that met."""
        connection = sqlite3.connect(self.db)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            met = connection.execute(sql, values).rowcount
            connection.commit()
        finally:
            connection.close()
        return met
