"""Permission and reach together: the group says what somebody may do, the valid roles say on which rows."""

import datetime
from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from people.models import User


class ScopedPermissionPolicy(ModelPermissionPolicy):
    """A Django permission that counts only for the rows `visible_to(viewer, today)` returns."""

    def __init__(self, model: type[Model], visible_to: Callable[[User, datetime.date], QuerySet]):
        super().__init__(model)
        self.visible_to = visible_to

    def instances_user_has_any_permission_for(self, user, actions):
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.visible_to(user, timezone.localdate())

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()
