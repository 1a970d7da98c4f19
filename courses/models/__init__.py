from courses.models.acknowledgements import Acknowledgement, AcknowledgePage
from courses.models.pages import CatalogPage, CoursePage, LessonPage, StepPage
from courses.models.records import (
    Certificate,
    CertificateSeries,
    Enrolment,
    StepCompletion,
    TrainingRecord,
    TrainingResult,
)
from courses.models.scenarios import ScenarioPage, ScenarioRun, ScenarioVersion

__all__ = [
    "AcknowledgePage",
    "Acknowledgement",
    "CatalogPage",
    "Certificate",
    "CertificateSeries",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "ScenarioPage",
    "ScenarioRun",
    "ScenarioVersion",
    "StepCompletion",
    "StepPage",
    "TrainingRecord",
    "TrainingResult",
]
