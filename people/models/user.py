"""A person of the service: one account, one field for the name, known by the staff number."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StaffCategory(models.TextChoices):
    CADRE = "cadre", _("Elected cadre")
    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("Public employee")
    CONTRACT = "contract", _("Contract staff")


class StaffStatus(models.TextChoices):
    AT_WORK = "at_work", _("At work")
    MATERNITY = "maternity", _("On maternity leave")
    SECONDED = "seconded", _("Seconded")
    LEFT = "left", _("Left the service")


class UserQuerySet(models.QuerySet):
    def eligible_on(self, day):
        """At work, in a post that has begun and not ended on the day (docs/rules.md, "Who is looked at")."""
        return self.filter(
            Q(postings__starts_on__isnull=True) | Q(postings__starts_on__lte=day),
            Q(postings__ends_on__isnull=True) | Q(postings__ends_on__gte=day),
            postings__is_current=True,
            status=StaffStatus.AT_WORK,
        )

    def in_units(self, unit_ids):
        """People whose current post is in one of the units."""
        return self.filter(postings__is_current=True, postings__unit__in=unit_ids)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = True

    def create_user(self, staff_number, password=None, **fields):
        user = self.model(staff_number=staff_number, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, staff_number, password=None, **fields):
        return self.create_user(staff_number, password, is_superuser=True, **fields)

    def get_by_natural_key(self, staff_number):
        return self.get(staff_number=staff_number)


class User(AbstractBaseUser, PermissionsMixin):
    """`staff_number` is text: leading zeros are part of it, and case differs. Never the citizen-ID number."""

    staff_number = models.CharField(_("staff number"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=255, help_text=_("Family name first."))
    email = models.EmailField(_("work e-mail"), blank=True, db_index=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    category = models.CharField(
        _("category"), max_length=20, choices=StaffCategory, default=StaffCategory.CIVIL_SERVANT
    )
    status = models.CharField(_("status"), max_length=10, choices=StaffStatus, default=StaffStatus.AT_WORK)
    language = models.CharField(
        _("language"), max_length=5, blank=True, help_text=_("Empty: the browser's language decides.")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("account since"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "staff_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "staff_number"]

    def __str__(self):
        return f"{self.full_name} ({self.staff_number})"

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        """The given name, which comes last in Vietnamese."""
        return self.full_name.rsplit(" ", 1)[-1]

    def posting(self):
        """The current post, or None."""
        return self.postings.select_related("unit", "manager").filter(is_current=True).first()


def display_name(user) -> str:
    return user.full_name
