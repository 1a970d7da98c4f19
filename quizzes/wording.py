"""Frozen questions in the reader's language. Values in, values out."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def in_language(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The content of a question version with each text in one language, else in the source language.

    content: as in QuestionVersion. Returns {"kind", "mark", "text", "feedback", "options": [{"key", "percent", "text",
    "feedback"}]} with strings for texts; options stay in their order.
    """

    def worded(texts: Mapping[str, str]) -> str:
        return texts.get(language) or texts.get(settings.LANGUAGE_CODE, "")

    return {
        **content,
        "text": worded(content["text"]),
        "feedback": worded(content["feedback"]),
        "options": [
            {**option, "text": worded(option["text"]), "feedback": worded(option["feedback"])}
            for option in content["options"]
        ],
    }
