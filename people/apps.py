from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from intake.kinds import register
        from people import receivers
        from people.imports.staff import STAFF
        from people.imports.units import UNITS

        register(STAFF, UNITS)
        post_migrate.connect(receivers.allow_back_office, sender=self)
