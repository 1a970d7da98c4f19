from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import receivers

        post_migrate.connect(receivers.allow_back_office, sender=self)
