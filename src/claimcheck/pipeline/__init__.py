"""The wiring: the only place that knows every stage."""

from __future__ import annotations

from claimcheck.pipeline.checking import CheckResult, Subject, check, check_subjects, read_subjects
from claimcheck.pipeline.corpus import CorpusUpdate, UpdateOptions, update_corpus
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.pipeline.sources import Verification, verify_sources

__all__ = [
    "CheckResult",
    "CorpusUpdate",
    "Progress",
    "Subject",
    "UpdateOptions",
    "Verification",
    "check",
    "check_subjects",
    "quiet",
    "read_subjects",
    "update_corpus",
    "verify_sources",
]
