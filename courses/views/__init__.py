from courses.views.certificates import certificate, verify, verify_code
from courses.views.pages import complete_step, serve, start_course

__all__ = ["certificate", "complete_step", "serve", "start_course", "verify", "verify_code"]
