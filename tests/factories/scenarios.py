"""A conversation in short: two ways from its first turn, one of them round a loop, and an end."""

import datetime
import json

import factory

from courses.models import AcknowledgePage, ScenarioPage
from tests.factories.courses import CourseFactory, PageFactory


def choice(number, text, goes_to, **values):
    value = {"text": text, "goes_to": goes_to, "consequence": "", "shown": [], "missed": [], "good": False, "why": ""}
    return {"type": "item", "id": f"00000000-0000-4000-8000-{number:012}", "value": {**value, **values}}


def turn(number, key, text, *choices, **values):
    value = {"key": key, "speaker": "Bác Sen", "scene": "", "text": text, "choices": list(choices)}
    return {"type": "turn", "id": f"00000000-0000-4000-9000-{number:012}", "value": {**value, **values}}


def conversation():
    """Turns as a StreamField stores them: chao → giay → end, with a detour chao → gat → giay."""
    return [
        turn(
            1,
            "chao",
            "Cán bộ ơi, lần thứ ba rồi đấy!",
            choice(
                11,
                "Cháu chào bác, cháu xin lỗi bác.",
                "giay",
                consequence="Bác đặt tờ giấy xuống.",
                shown=["xin-chao", "xin-loi"],
                good=True,
            ),
            choice(12, "Bác lấy số chưa?", "gat", missed=["xin-chao", "mim-cuoi"], why="Chào trước rồi mới hỏi."),
            scene="Chín giờ sáng.",
        ),
        turn(
            2,
            "giay",
            "Tên đệm của tôi sai.",
            choice(21, "Cháu xin phép năm phút để sửa ạ.", "end", shown=["xin-phep", "giup-do"], good=True),
            choice(22, "Bác ra kia chờ.", "end", missed=["xin-phep"], why="Bác cần biết phải chờ bao lâu."),
        ),
        turn(
            3,
            "gat",
            "Tôi đi mười hai cây số đấy!",
            choice(31, "Dạ, cháu nghe bác ạ.", "giay", shown=["lang-nghe"], good=True),
            choice(32, "Bác nói nhỏ thôi.", "gat", missed=["nhe-nhang"], why="Để bác nói hết đã."),
        ),
    ]


def translated(turns, **words):
    """The same turns in English: `words` by id of turn or choice (its last digits, as `n11`), fields by name."""
    copy = json.loads(json.dumps(turns))
    for each in [*copy, *(item for one in copy for item in one["value"]["choices"])]:
        each["value"].update(words.get(f"n{int(each['id'][-12:])}", {}))
    return copy


class ScenarioFactory(PageFactory):
    class Meta:
        model = ScenarioPage

    parent = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"Tình huống {n}")
    slug = factory.Sequence(lambda n: f"tinh-huong-{n}")
    minutes = 10
    turns = factory.LazyFunction(lambda: json.dumps(conversation()))


class AcknowledgeFactory(PageFactory):
    class Meta:
        model = AcknowledgePage

    parent = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"Bộ quy tắc ứng xử {n}")
    slug = factory.Sequence(lambda n: f"quy-tac-{n}")
    minutes = 5
    issuer = "Trung tâm Phục vụ hành chính công xã Mẫu"
    version = 1
    effective_on = datetime.date(2026, 10, 1)
    body = factory.LazyFunction(lambda: [("markdown", "## Chúng tôi làm\n\n- Chào trước.")])
