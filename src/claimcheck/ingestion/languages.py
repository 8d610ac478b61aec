"""The language of a text, by its script and its commonest words: a guess, for lists and filters alone."""

from __future__ import annotations

import re
from collections import Counter

_LOOKED_AT = 4_000  # characters
_FEWEST = 5  # of the commonest words, or characters of a script
_DIFFERENT = 3  # of the commonest words: the same few letters over and over are no language
_SHARE = 0.1  # of all words that the commonest words of a language make up at least in its texts

# Each is in no other language of these, or seldom; Italian, Portuguese and Dutch are there to be told apart.
_WORDS = {
    "en": "the of and to that is was for with by from which this have has been not are its",
    "fr": "les des et du que dans une pour qui sur est par avec sont ont au aux cette ces être",
    "de": "der die und das von den mit im auf für ist nicht ein eine dem zu sich werden wird oder",
    "es": "el los las y del una por con para su que al como más fue entre sobre este esta pero",
    "it": "il di che della dei delle per una con sono è nel alla gli non più degli dal",
    "pt": "os as do da dos das em uma por com para não que ao é foi são pelo pela",
    "nl": "het van een en de dat op te voor met zijn aan niet door ook bij wordt deze",
    "ru": "и в не на что с по он как к из это его для от за о при также",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _commonest in _WORDS.items():
    for _word in _commonest.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)

_WORD = re.compile(r"[^\W\d_]+")
_KANA, _HAN = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\u4e00-\u9fff]")
_HANGUL, _ARABIC = re.compile(r"[\uac00-\ud7a3]"), re.compile(r"[\u0621-\u064a]")
_PERSIAN_URDU = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")  # letters that Arabic does not have


def guess_language(text: str) -> str:
    """Return the code of the language that a text seems to be in, of its first 4,000 characters; "" if in doubt.

    Known are en, fr, de, es, it, pt, nl, ru, zh, ja, ko and ar.

    >>> guess_language("The Council met on the fifth of May and adopted the text that was before it.")
    'en'
    """
    head = text[:_LOOKED_AT]
    return ("" if head.isascii() else _by_script(head)) or _by_words(head)


def _by_script(text: str) -> str:
    """Return the language of a script that makes up at least a third of the letters."""
    least = max(_FEWEST, sum(map(str.isalpha, text)) // 3)
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana + han >= least:
        # Japanese cannot be written without kana; a Chinese text may hold a Japanese name.
        return "ja" if kana * 20 > han else "zh"
    if len(_HANGUL.findall(text)) >= least:
        return "ko"
    if len(_ARABIC.findall(text)) >= least:
        return "" if _PERSIAN_URDU.search(text) else "ar"
    return ""


def _by_words(text: str) -> str:
    words = _WORD.findall(text.lower())
    found = Counter(language for word in words for language in _LANGUAGES.get(word, ()))
    first, second = [*found.most_common(2), ("", 0), ("", 0)][:2]
    certain = first[1] >= max(_FEWEST, _SHARE * len(words)) and first[1] >= 1.5 * second[1]
    different = {word for word in words if first[0] in _LANGUAGES.get(word, ())}
    return first[0] if certain and len(different) >= _DIFFERENT else ""
