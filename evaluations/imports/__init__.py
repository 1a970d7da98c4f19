from evaluations.imports.competencies import COMPETENCIES
from evaluations.imports.evaluations import EVALUATIONS
from evaluations.imports.feedback import FEEDBACK
from evaluations.imports.frameworks import FRAMEWORKS
from evaluations.imports.inspections import INSPECTIONS
from evaluations.imports.periods import PERIODS

KINDS = (COMPETENCIES, EVALUATIONS, FEEDBACK, FRAMEWORKS, INSPECTIONS, PERIODS)
