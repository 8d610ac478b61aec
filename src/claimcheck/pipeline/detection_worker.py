"""The process that finds claims: `python -m claimcheck.pipeline.detection_worker`.

It is told the settings and then what to do on standard input, and answers on
standard output; both are pickles, for both ends are this program and no file
is read here. It ends when its input does.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from typing import Any, BinaryIO

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Grain
from claimcheck.text.syntax import load, parse_alike


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches it too; the one who started it ends it
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A library that prints would break the answers, one that reads would take a request.
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    serve(requests, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request, an exception as itself, until there are no more."""
    try:
        config: Config = pickle.load(requests)  # noqa: S301 - ours
        with_pipeline = False
        while True:
            kind, asked = pickle.load(requests)  # noqa: S301 - ours
            try:
                if not with_pipeline:
                    load(config.language_pipeline)
                    with_pipeline = True
                    # What is loaded stays, and what is read holds few cycles: seldom worth looking for.
                    gc.freeze()
                    gc.set_threshold(50_000, 20, 100)
                found = _answer(kind, asked, config)
            except Exception as error:
                error.add_note(traceback.format_exc())
                found = error
            pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    except (EOFError, BrokenPipeError):
        return


def _answer(kind: str, asked: Any, config: Config) -> Any:
    if kind == "parse":
        return list(parse_alike(asked, config.language_pipeline))
    pipeline, grain = config.language_pipeline, Grain(config.grain)
    return extract(asked, pipeline=pipeline, gazetteer=load_names(config), grain=grain)


if __name__ == "__main__":
    main()
