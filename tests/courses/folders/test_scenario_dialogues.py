"""The text of a conversation: read, written, and the same after a round trip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.folders.blocks import BodyFault
from courses.folders.dialogues import read_parts, source_turns, translated_turns, write_turns
from courses.scenarios.behaviours import Behaviour

BODY = """## chao
who: Bác Sen
scene: Chín giờ sáng.
says: Lần thứ ba rồi đấy!
  Làm ăn thế nào vậy?

  Tôi chờ đây.

- say: “Cháu chào bác ạ.”
  then: Bác đặt tờ giấy xuống.
    Giọng bác dịu đi.
  shown: xin-chao lang-nghe
  missed: xin-loi
  good: yes
  to: end

- say: “Bác chờ đấy.”
  missed: mim-cuoi
  why: Chào trước đã.
  to: chao"""

TURNS = [
    {
        "key": "chao",
        "speaker": "Bác Sen",
        "scene": "Chín giờ sáng.",
        "text": "Lần thứ ba rồi đấy!\nLàm ăn thế nào vậy?\n\nTôi chờ đây.",
        "choices": [
            {
                "text": "“Cháu chào bác ạ.”",
                "consequence": "Bác đặt tờ giấy xuống.\nGiọng bác dịu đi.",
                "shown": ["xin-chao", "lang-nghe"],
                "missed": ["xin-loi"],
                "good": True,
                "why": "",
                "goes_to": "end",
            },
            {
                "text": "“Bác chờ đấy.”",
                "consequence": "",
                "shown": [],
                "missed": ["mim-cuoi"],
                "good": False,
                "why": "Chào trước đã.",
                "goes_to": "chao",
            },
        ],
    }
]


def test_body_is_read_and_written_as_it_was():
    assert source_turns(read_parts(BODY)) == TURNS
    assert write_turns(TURNS) == BODY


def test_of_a_translation_only_words_are_read():
    body = "## chao\nwho: Mrs Sen\nsays: The third time!\n\n- say: Good morning.\n  then: She nods.\n  why: Greet."
    words = {
        "speaker": "Mrs Sen",
        "scene": "",
        "text": "The third time!",
        "choices": [{"text": "Good morning.", "consequence": "She nods.", "why": "Greet."}],
    }
    parts = read_parts(body, translated=True)
    assert translated_turns(parts) == {"chao": words}
    assert write_turns([{"key": "chao", **words}]) == body


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=12
)
TEXTS = st.lists(LINES | st.just(""), min_size=1, max_size=4).map("\n".join).map(str.strip)
WORDS = TEXTS.filter(bool)
KEYS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
BEHAVIOURS = st.sets(st.sampled_from(Behaviour.values)).map(lambda chosen: [b for b in Behaviour.values if b in chosen])
CHOICES = st.fixed_dictionaries(
    {
        "text": WORDS,
        "consequence": TEXTS,
        "shown": BEHAVIOURS,
        "missed": BEHAVIOURS,
        "good": st.booleans(),
        "why": TEXTS,
        "goes_to": KEYS,
    }
)
CONVERSATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "key": KEYS,
            "speaker": WORDS,
            "scene": TEXTS,
            "text": WORDS,
            "choices": st.lists(CHOICES, max_size=3),
        }
    ),
    max_size=4,
    unique_by=lambda turn: turn["key"],
)


@given(CONVERSATIONS)
def test_any_conversation_survives_a_round_trip(turns):
    assert source_turns(read_parts(write_turns(turns))) == turns


@given(st.text())
def test_any_text_is_read_or_refused_at_a_line(body):
    line = 1
    try:
        read_parts(body)
    except BodyFault as fault:
        line = fault.line
    assert line in range(1, body.count("\n") + 2)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Xin chào", 1),
        ("who: Bác Sen", 1),
        ("## Chào hỏi", 1),
        ("## chao\nwho: Bác Sen\nsays: Đấy!\n\n## chao\nwho: A\nsays: B", 5),
        ("## chao\nwho: Bác Sen\nwho: Bác Na", 3),
        ("## chao\nwho: Bác Sen", 1),
        ("## chao\nwho: Bác Sen\nsays: Đấy!\n\n- say: Dạ.", 5),
        ("## chao\nwho: Bác Sen\nsays: Đấy!\n\n- say: Dạ.\n  to: end\n  luon: vậy", 7),
        ("## chao\nwho: Bác Sen\nsays: Đấy!\n- say: Dạ.\nto: end", 5),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(body, line):
    with pytest.raises(BodyFault) as refusal:
        read_parts(body)
    assert refusal.value.line == line


@pytest.mark.parametrize(
    ("given_lines", "line"),
    [("  good: có\n  to: end", 5), ("  to: end\n  shown: xin-chao cuoi", 6), ("  to: end\n  missed: chao", 6)],
)
def test_marks_that_are_not_known_are_named_with_their_line(given_lines, line):
    parts = read_parts(f"## chao\nwho: Bác Sen\nsays: Đấy!\n- say: Dạ.\n{given_lines}")
    with pytest.raises(BodyFault) as refusal:
        source_turns(parts)
    assert refusal.value.line == line


def test_a_conversation_has_its_limits():
    turn = "## t{}\nwho: A\nsays: B\n"
    with pytest.raises(BodyFault, match="60"):
        read_parts("\n".join(turn.format(number) for number in range(61)))
    with pytest.raises(BodyFault, match="6"):
        read_parts(turn.format(1) + "- say: C\n  to: end\n" * 7)
