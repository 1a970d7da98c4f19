"""The eight behaviours: the four requests (4 xin) and the four always (4 luôn), as they are written in files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Behaviour(models.TextChoices):
    GREET = "xin-chao", _("Greet")
    APOLOGISE = "xin-loi", _("Apologise")
    THANK = "xin-cam-on", _("Thank")
    ASK_LEAVE = "xin-phep", _("Ask leave")
    SMILE = "mim-cuoi", _("Always smile")
    BE_GENTLE = "nhe-nhang", _("Always be gentle")
    LISTEN = "lang-nghe", _("Always listen")
    HELP = "giup-do", _("Always help")


FOUR_REQUESTS = (Behaviour.GREET, Behaviour.APOLOGISE, Behaviour.THANK, Behaviour.ASK_LEAVE)
FOUR_ALWAYS = (Behaviour.SMILE, Behaviour.BE_GENTLE, Behaviour.LISTEN, Behaviour.HELP)
