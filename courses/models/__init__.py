from courses.models.pages import CatalogPage, CoursePage, LessonPage, StepPage
from courses.models.records import (
    Certificate,
    CertificateSeries,
    Enrolment,
    StepCompletion,
    TrainingRecord,
    TrainingResult,
)

__all__ = [
    "CatalogPage",
    "Certificate",
    "CertificateSeries",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "StepCompletion",
    "StepPage",
    "TrainingRecord",
    "TrainingResult",
]
