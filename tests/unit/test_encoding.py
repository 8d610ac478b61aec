import pytest

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.encoding import decode_text, detect_encoding

FRENCH = (
    "Le Conseil de sécurité a adopté la résolution à l’unanimité, après un débat où la Côte d’Ivoire s’est abstenue."
)
TEXTS = {
    "en": "The Council’s vote – “unanimous” – cost £5 million.",
    "fr": FRENCH,
    "de": "Der Rat beschloß größere Maßnahmen für die Länder – „ohne Gegenstimme“.",
    "es": "El Consejo aprobó la resolución número 5 mañana.",
    "pl": "Rada przyjęła uchwałę, która wzywa państwa członkowskie do współpracy i łączności. Zażądano głosowania.",
    "ru": "Совет принял резолюцию единогласно, призвав государства к сотрудничеству.",
    "el": "Το Συμβούλιο ενέκρινε ομόφωνα το ψήφισμα.",
    "tr": "Konsey kararı oybirliğiyle kabul etti; Türkiye çekimser kaldı, şimdi ığdır.",
    "ar": "اعتمد مجلس الأمن القرار بالإجماع ودعا الدول الأعضاء.",
    "ja": "安全保障理事会は決議を全会一致で採択した。加盟国に協力を求める。",
    "zh": "安全理事会一致通过了该决议,呼吁会员国合作。",
    "ko": "안전보장이사회는 결의안을 만장일치로 채택했다.",
}


def decode(data, declared=""):
    return decode_text(data, path="a.txt", declared=declared)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_is_read_with_and_without_its_mark(codec):
    assert decode(FRENCH.encode(codec)) == FRENCH


@pytest.mark.parametrize(
    ("language", "codec"),
    [("en", "cp1252"), ("fr", "cp1252"), ("fr", "mac_roman"), ("de", "cp1252"), ("es", "latin-1"), ("pl", "cp1250"),
     ("pl", "iso8859_2"), ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "cp866"), ("el", "cp1253"), ("tr", "cp1254"),
     ("ar", "cp1256"), ("ja", "cp932"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("zh", "gb18030"), ("ko", "cp949")],
)  # fmt: skip
def test_older_encodings_are_told_by_the_text(language, codec):
    text = TEXTS[language]
    assert decode(text.encode(codec)) == text
    assert text.encode(codec).decode(detect_encoding(text.encode(codec))) == text


def test_a_declared_encoding_is_believed_if_it_fits_and_utf8_does_not():
    assert decode("Rada přijala".encode("iso8859_2"), "ISO-8859-2") == "Rada přijala"
    assert decode("המועצה אימצה".encode("cp1255"), "windows-1255") == "המועצה אימצה"
    assert decode("café".encode(), "iso-8859-2") == "café"
    assert decode("“café”".encode("cp1252"), "utf-8") == "“café”"
    assert decode("“café”".encode("cp1252"), "us-ascii") == "“café”"
    assert decode("“café”".encode("cp1252"), "ISO-8859-1") == "“café”"
    assert decode("“café” x".encode("cp1252"), "utf-16") == "“café” x"
    assert decode("决议".encode("utf-16-le") + b"\n\0", "utf-16-le") == "决议\n"


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "raw_unicode_escape", "idna", "rot13", "hex", "no\0", ""])
def test_what_is_no_encoding_of_text_is_not_believed(name):
    assert decode(b"caf\xe9 \\ud800 +AGE-", name) == "café \\ud800 +AGE-"


def test_a_stray_byte_does_not_change_the_encoding_of_the_rest():
    assert decode((FRENCH * 5).encode() + b"\xe9\n") == FRENCH * 5 + "\ufffd\n"


def test_evidence_late_in_a_long_text_is_found():
    text = "The Council met again.\n" * 30_000 + "“Café” – £5\n"
    assert decode(text.encode("cp1252")) == text


def test_line_ends_and_control_characters():
    assert decode(b"a\r\nb\rc\x0bd\x0ce\x01f\tg\x7f" + b"." * 300) == "a\nb\nc\nd\ne f\tg " + "." * 300
    assert decode("a\ufffeb\u0085c\xad\xa0\u2028".encode()) == "a b\nc\xad\xa0\u2028"


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(256)) * 9, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\1\2\3" * 9])
def test_binary_is_refused(data):
    with pytest.raises(UnreadableInput, match=r"a\.txt: is binary, not text"):
        decode(data)
    assert detect_encoding(data) == ""


def test_a_sample_may_end_within_a_character():
    assert detect_encoding("é".encode() * 200 + b"\xc3") == "utf-8"
    assert detect_encoding(b"plain") == "utf-8"
    assert detect_encoding(b"") == "utf-8"
    assert detect_encoding("é,1\n".encode("utf-16")) == "utf-16"
    assert detect_encoding("“é”,1\n".encode("cp1252"), "latin-1") == "cp1252"
