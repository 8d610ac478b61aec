"""Names that a document introduces: short forms and persons."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.entities import find_local_names, load_gazetteer
from claimcheck.text.entities.acronyms import find_definitions


def entities(document, passage):
    names = find_local_names(document, load_gazetteer())
    return [(passage[m.start : m.end], m.entity) for m in names.find(passage)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Joint Coordination Board (JCB) met.", "JCB", "Joint Coordination Board"),
        ("disarmament, demobilization and reintegration (DDR)", "DDR", "disarmament, demobilization and reintegration"),
        ("the Organization of African Unity (OAU)", "OAU", "Organization of African Unity"),
        ("the Temporary Security Zone (hereinafter “TSZ”)", "TSZ", "Temporary Security Zone"),
        ("the Counter-Terrorism Committee (the CTC)", "CTC", "Counter-Terrorism Committee"),
        ("the CTC (Counter-Terrorism Committee) met", "CTC", "Counter-Terrorism Committee"),
        ("intercontinental ballistic missiles (ICBMs)", "ICBMs", "intercontinental ballistic missiles"),
        ("Met. Then the\nJoint  Verification Team (JVT)", "JVT", "Joint Verification Team"),
    ],
)
def test_a_definition_is_found(text, short, long):
    assert list(find_definitions(text)) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1718 (2006)",
        "as agreed (see below)",
        "the Mission in the Democratic Republic of the Congo (MONUC)",  # its letters are of another language
        "Annex (A)",
        "the Committee (SCC)",
        "He left. The Joint (JCB)",
        "(unclosed JCB",
        "The talks (Paris) failed",
        "nine members (IAEA)",
    ],
)
def test_what_is_no_definition(text):
    assert list(find_definitions(text)) == []


def test_a_short_form_is_its_long_form_in_the_document():
    document = "The Joint Coordination Board (JCB) was set up."
    assert entities(document, "The JCB met the Joint Coordination Board.") == [
        ("JCB", "joint coordination board"),
        ("Joint Coordination Board", "joint coordination board"),
    ]
    assert entities(document, "JCBs, AJCB and jcb") == []


def test_what_the_gazetteer_knows_keeps_its_id_and_what_it_says_of_the_short_form_gives_way():
    gazetteer = load_gazetteer()
    text = "The Supreme Court of Canada (SCC) ruled."
    names = find_local_names(text, gazetteer)
    assert "security consultative committee" in {m.entity for m in gazetteer.find(text)}
    assert [m.entity for m in names.find(text, gazetteer.find(text))] == ["supreme court of canada"] * 2
    assert entities("the African Union (AU)", "the AU force") == [("AU", "african union")]


def test_a_short_form_of_two_things_is_neither():
    assert entities("Joint Central Board (JCB), Jute Control Bureau (JCB)", "JCB") == []


def test_a_person_introduced_by_title_is_meant_by_the_surname():
    document = "Prime Minister Fumio Kishida spoke. Mr Kishida left; Kishida's aide stayed."
    assert entities(document, "Mr Kishida and Kishida’s aide") == [
        ("Kishida", "fumio kishida"),
        ("Kishida", "fumio kishida"),
    ]


@pytest.mark.parametrize(
    ("introduced", "passage", "entity"),
    [
        ("President Nelson Mandela", "Mr. Mandela", "nelson mandela"),
        ("Secretary of State John Kerry", "Kerry", "john kerry"),
        ("President Moon Jae-in", "President Moon", "moon jae-in"),
        ("Foreign Minister Wang Yi", "Mr Wang", "wang yi"),
        ("Ms. Carla Del Ponte", "Del Ponte", "carla del ponte"),
        ("Mr. KISHIDA Fumio", "Kishida", "kishida fumio"),
        ("Kofi Annan", "Mr. Annan", "kofi annan"),  # known as a person
        ("Prime Minister Theresa May", "Mrs May", "theresa may"),
        ("President George W. Bush", "Mr Bush", "george w bush"),
    ],
)
def test_ways_to_introduce_a_person(introduced, passage, entity):
    found = entities(f"Then {introduced} spoke.", passage)
    assert [e for _, e in found] in ([entity], [entity.replace("-", " ")], ["fumio kishida"])


@pytest.mark.parametrize(
    ("document", "passage"),
    [
        ("Prime Minister Shinzo Abe and Akie Abe came.", "Abe spoke"),  # two bearers
        ("Mr John Kerry met Ms Teresa Kerry.", "Kerry spoke"),
        ("Prime Minister Shinzo Abe came.", "Akie Abe spoke"),  # another given name
        ("Prime Minister Shinzo Abe came.", "Abel and Abe's".removesuffix(" and Abe's")),
        ("Prime Minister Theresa May spoke.", "in May 2017"),  # a month
        ("President Michael Jordan spoke.", "talks with Jordan"),  # a state
        ("General Assembly Resolution", "Resolution"),
        ("the President of the Security Council", "Council"),
        ("General Armistice Agreements", "Agreements"),
        ("the Prime Minister Monday", "Monday"),
    ],
)
def test_what_is_nobodys_surname(document, passage):
    assert entities(document, passage) == []


def test_a_blocked_name_is_not_introduced(tmp_path):
    path = tmp_path / "entities.yaml"
    path.write_text("- block: Kishida\n- block: JCB\n", "utf-8")
    text = "Prime Minister Fumio Kishida and the Joint Coordination Board (JCB)"
    assert find_local_names(text, load_gazetteer(None, path)).find("Kishida JCB") == []


PIECES = (
    "President Mr. Abe Shinzo Akie (SCC) SCC ( ) Security Consultative Committee May \n , the of Kim Jong-un J.".split(
        " "
    )
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join), st.text(max_size=80)), st.text(max_size=40)
)
def test_spans_lie_in_the_text_apart_and_in_order(document, other):
    gazetteer = load_gazetteer()
    names = find_local_names(document, gazetteer)
    assert names == find_local_names(document, gazetteer)
    for text in (document, other):
        found = names.find(text)
        assert all(0 <= m.start < m.end <= len(text) for m in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(text[m.start : m.end].replace("\n", " ") in names.names for m in found)
