from quizzes.models.attempts import Attempt, AttemptItem, AttemptState, SavedAnswer
from quizzes.models.bank import Question, QuestionCategory, QuestionKind, QuestionOption, QuestionVersion
from quizzes.models.pages import QuizPage, QuizSlot

__all__ = [
    "Attempt",
    "AttemptItem",
    "AttemptState",
    "Question",
    "QuestionCategory",
    "QuestionKind",
    "QuestionOption",
    "QuestionVersion",
    "QuizPage",
    "QuizSlot",
    "SavedAnswer",
]
