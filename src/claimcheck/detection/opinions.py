"""Whether a clause gives a view: the speaker's own, a judgement of value, a conclusion, a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.detection.clauses import subjects
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.lexicon import phrases, words
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse, Word

_DOUBLE_QUOTED = re.compile(r"[“”„‟«»＂\"][^“”„‟«»＂\"]{1,400}[“”„‟«»＂\"]")
_SPEAKERS = frozenset({"i", "we"})
_POINTING = frozenset({"this", "that", "these", "those", "which"})
_OWN_VIEW = "gives the writer's or speaker's own view"
_JUDGES = "judges, by a measure that readers need not share"


def judge_view(parse: Parse, head: int, indices: Sequence[int]) -> Judgement | None:
    """Judge what is put as the speaker's own view: "I think ...", "..., I think", "In my opinion, ..."."""
    verb = parse.words[head]
    speakers = [s for s in subjects(parse, head) if s.text.lower() in _SPEAKERS]
    if speakers and verb.lemma in words("mental_verbs"):
        return _opinion(_OWN_VIEW, f"{speakers[0].text} {verb.text}")
    for i in indices:
        aside = parse.words[i]
        if aside.dep == "parataxis" and aside.lemma in words("framing_verbs"):
            own = next((s for s in subjects(parse, i) if s.text.lower() in _SPEAKERS), None)
            if own is not None:
                return _opinion(_OWN_VIEW, f"{own.text} {aside.text}")
    phrase = _find_phrase(parse, indices, "view_phrases")
    return _opinion(_OWN_VIEW, phrase) if phrase else None


def judge_evaluation(parse: Parse, head: int, indices: Sequence[int]) -> Judgement | None:
    """Judge what has no figure and no date and says how good, hard, important or likely something is."""
    verb = parse.words[head]
    phrase = _find_phrase(parse, indices, "opinion_phrases")
    if phrase:
        return _opinion(_JUDGES, phrase)
    if _DOUBLE_QUOTED.search(" ".join(parse.words[i].text for i in indices)):
        return None
    judged = next((cue for i in predicative(parse, head) if (cue := _evaluative(parse, verb, i))), "")
    return _opinion(_JUDGES, judged) if judged else _conclusion(parse, verb)


def predicative(parse: Parse, head: int) -> list[int]:
    """Return the heads of what is said of the subject: complements, objects of light verbs, those of infinitives."""
    verb = parse.words[head]
    found = []
    if verb.lemma in words("linking_verbs") or verb.lemma in words("light_verbs"):
        deps = {"attr", "acomp", "oprd", "dobj", "advmod", "ccomp"}
        found += [c for c in parse.children[head] if parse.words[c].dep in deps and parse.words[c].pos != "VERB"]
        # "leaves Japan with one option"
        found += [p for c in parse.children[head] if parse.words[c].text == "with" for p in parse.children[c]]
    for child in parse.children[head]:
        if parse.words[child].dep == "xcomp" and verb.lemma in words("linking_verbs"):  # "appears to be ..."
            found += predicative(parse, child)
    return found


def _find_phrase(parse: Parse, indices: Sequence[int], group: str) -> str:
    text = f" {' '.join(parse.words[i].text for i in indices).lower()} "
    return next((p for p in phrases(group) if f" {p} " in text), "")


def _conclusion(parse: Parse, verb: Word) -> Judgement | None:
    """Judge "This shows ...", "Clearly, ..." and "Perhaps ..."."""
    pointing = [s for s in subjects(parse, verb.index) if s.text.lower() in _POINTING]
    if pointing and verb.lemma in words("showing_verbs"):
        return _opinion("draws a conclusion from what was said before", f"{pointing[0].text} {verb.text}")
    beside = [parse.words[c] for c in parse.children[verb.index]]
    guess = next((w for w in beside if w.lemma in words("guessing_adverbs")), None)
    if guess is not None:
        return _opinion("guesses", guess.text)
    stance = next((w for w in beside if w.lemma in words("stance_adverbs")), None)
    return _opinion(_OWN_VIEW, stance.text) if stance is not None and verb.tag in {"VBZ", "VBP"} else None


def _opinion(reason: str, cue: str) -> Judgement:
    return Judgement(Checkability.OPINION, reason, cue)


def _evaluative(parse: Parse, verb: Word, index: int) -> str:
    """Return the words that make a complement a judgement, or ""."""
    word = parse.words[index]
    linking = verb.lemma in words("linking_verbs")
    if word.pos in {"ADJ", "ADV"}:
        return word.text if linking and _is_evaluative(word) else ""
    modifying = {"amod", "det", "neg", "advmod", "nummod"}
    modifiers = [parse.words[c] for c in parse.children[index] if parse.words[c].dep in modifying]
    modifiers += [parse.words[c] for m in modifiers for c in parse.children[m.index] if parse.words[c].dep == "conj"]
    judged = [m for m in modifiers if _is_evaluative(m)]
    scaled = [m for m in modifiers if m.lemma in words("scales")]
    if word.lemma not in words("evaluative_nouns"):
        plain = not judged or word.pos != "NOUN" or word.entity or not (linking or verb.tag in {"VBZ", "VBP"})
        return "" if plain else f"{judged[0].text} {word.text}"
    if word.lemma in words("scaled_nouns") and not judged and not scaled:
        alone = any(m.tag == "CD" for m in modifiers) and not linking
        return f"one {word.text}" if alone else ""
    return " ".join([*(m.text for m in (judged or scaled)[:1]), word.text])


def _is_evaluative(word: Word) -> bool:
    """Whether an adjective judges; "just" and "right" beside a verb do not."""
    if word.pos == "ADV" and word.lemma in {"just", "right"}:
        return False
    return word.pos in {"ADJ", "ADV"} and word.lemma in words("evaluative_adjectives")
