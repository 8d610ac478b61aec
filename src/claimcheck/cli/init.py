"""claimcheck init."""

from __future__ import annotations

from pathlib import Path

import click

_CLAIMS = """\
# Settings of this desk, and claims to check that are listed by hand.
# `claimcheck check` without arguments checks the claims below;
# `claimcheck check article.md` finds the claims of an article by itself.
settings: {}
#  aliases: aliases.toml        # your own names that mean the same
#  entities: entities.yaml      # decisions on names; `claimcheck entities` writes it, read if it is there
#  top_k: 20                    # passages compared with each claim
#  word_index: tantivy          # for corpora of some 300,000 passages and more (extra tantivy)
#  dense: minilm                # finds passages by their meaning too (extra dense)
#  policy:                      # what you ask of sources; notes beside verdicts, no label changes
#    sources_for: {accusation: 2}
#    exclude: [blogs]           # documents by name, address or pattern: never evidence

articles: []
#  - name: my-article
#    title: Its headline
#    publication: The paper
#    date: "2026-01-31"         # relative dates ("on Thursday") count from it
#    claims:
#      - name: C1
#        text: Japan and the ROK normalized diplomatic relations in 1965.
#        expected: supported    # optional: what you think; `claimcheck evaluate claims.yaml` compares
#        gold: [treaty-1965]    # optional: the document, or document#fact, that decides
"""
_ALIASES = """\
# Names that mean the same, added to those that claimcheck knows. To take a name
# away, or to join two: `claimcheck entities`, which writes entities.yaml.
# Read only if claims.yaml has `aliases: aliases.toml` under `settings:`.
#
# Kinds: state, capital, organisation, place, event, treaty, topic, person.
[organisation]
# "Security Consultative Committee" = ["SCC", "2+2"]

# What passages are only searched by, and no verdict rests on: spellings, and
# names that may be of several. One table for each kind but capital.
[search.person]
# "Fumio Kishida" = ["Kishida"]

# Names that hold a known one and are nobody here.
[block]
# names = ["Japan Times"]
"""
_README = """\
# Sources

Put the documents that claims are checked against here, in folders if you like:
Markdown, plain text, HTML, PDF, DOCX, ODT, RTF, e-mails (EML), tables (CSV, TSV,
XLSX), JSON Lines, and ZIPs of these. This README is not read. Markdown may begin
with what is known of the document:

    ---
    title: Treaty on Basic Relations
    issuer: Japan and the Republic of Korea
    date: 22 June 1965
    urls: ["https://example.org/treaty"]
    tier: primary
    ---

Of another file, say report.pdf, a file report.pdf.meta.yaml beside it says the
same; of a whole folder, rules in corpus.yaml do.
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Start a project in FOLDER: claims.yaml, aliases.toml and an empty corpus/.

    Files that are there already are left as they are.
    """
    made = []
    for name, text in {"claims.yaml": _CLAIMS, "aliases.toml": _ALIASES, "corpus/README.md": _README}.items():
        path = folder / name
        if path.exists():
            click.echo(f"kept    {path}")
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise click.FileError(str(path), error.strerror or "cannot be written") from None
        made.append(path)
        click.echo(f"made    {path}")
    click.echo("Put source documents into corpus/, then run: claimcheck check article.md")
