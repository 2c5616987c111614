"""What staff and partners saw or would try, what they were answered, and the boxes on the wards."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.links import hash_of_code, hash_of_token

ANSWERED_WITHIN = 10  # working days


class Openness(models.Model):
    """Whether a trust takes ideas without sign-in. Where nothing is said, it does not."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="openness_to_ideas"
    )
    without_sign_in = models.BooleanField(default=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation}: {'open' if self.without_sign_in else 'by sign-in alone'}"


class IdeaBoxQuerySet(models.QuerySet["IdeaBox"]):
    """Reads of boxes."""

    def of_token(self, token: str) -> "IdeaBox | None":
        """The box of a link, in use or not, with its organisation."""
        return (
            self.select_related("organisation", "organisation__openness_to_ideas")
            .filter(token_hash=hash_of_token(token))
            .first()
        )

    def for_a_list(self) -> "IdeaBoxQuerySet":
        """Those in use, by place, with how many ideas came by each."""
        return self.filter(closed_at=None).annotate(received=Count("ideas")).order_by("place", "pk")


class IdeaBox(models.Model):
    """A link for one ward or site, by which ideas are sent without sign-in. It is closed, not deleted.

    A new link for the same place is a new box: what came by the old one stays where it came from.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="idea_boxes")
    place = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = IdeaBoxQuerySet.as_manager()

    def __str__(self) -> str:
        return self.place

    @property
    def is_open(self) -> bool:
        """Whether an idea can be sent by it."""
        openness = getattr(self.organisation, "openness_to_ideas", None)
        return self.closed_at is None and openness is not None and openness.without_sign_in


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Reads of ideas."""

    def for_a_list(self) -> "IdeaQuerySet":
        """With answers and project; those that wait come first, the oldest of them at the top."""
        waits = ~Exists(Answer.objects.filter(idea=OuterRef("pk")))
        return (
            self.select_related("project")
            .prefetch_related("answers")
            .annotate(waits=waits)
            .order_by("-waits", "received_on", "pk")
        )

    def of_late(self, day: dt.date) -> "IdeaQuerySet":
        """Those that wait, and those that were received on or after a day."""
        return self.for_a_list().filter(Q(waits=True) | Q(received_on__gte=day))

    def unanswered(self) -> "IdeaQuerySet":
        """Those that nobody has answered, the oldest first."""
        return self.filter(answers=None).order_by("due_on", "pk")

    def of_code(self, code: str) -> "Idea | None":
        """The idea whose sender keeps a code, with its answers."""
        return (
            self.select_related("organisation", "project")
            .prefetch_related("answers")
            .filter(code_hash=hash_of_code(code))
            .first()
        )

    def since(self, day: dt.date) -> "IdeaQuerySet":
        """Those that were received on or after a day."""
        return self.filter(received_on__gte=day)

    def counted(self, *, on: dt.date) -> dict[str, int]:
        """How many were received, answered in time, answered late, overdue, and became projects."""
        first = self.annotate(answered_on=Min("answers__said_on"))
        in_time = Q(answered_on__lte=F("due_on"))
        return first.aggregate(
            received=Count("pk"),
            in_time=Count("pk", filter=in_time),
            late=Count("pk", filter=Q(answered_on__gt=F("due_on"))),
            waiting=Count("pk", filter=Q(answered_on=None, due_on__gte=on)),
            overdue=Count("pk", filter=Q(answered_on=None, due_on__lt=on)),
            became_projects=Count("pk", filter=Q(project__isnull=False)),
        )


class Idea(models.Model):
    """An observation or an idea. It is answered within ten working days."""

    class Kind(models.TextChoices):
        """What somebody brings."""

        OBSERVATION = "observation", "Something I have seen"
        IDEA = "idea", "Something we could try"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="ideas")
    kind = models.CharField(max_length=20, choices=Kind)
    said = models.TextField(max_length=1500)
    place = models.CharField(max_length=80, blank=True, default="")
    box = models.ForeignKey(IdeaBox, models.PROTECT, null=True, related_name="ideas")
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(
        max_length=40, blank=True, default="", help_text="The role in which it was shared."
    )
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    received_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField()
    due_on = models.DateField()
    project = models.ForeignKey(
        "improvement.Project", models.SET_NULL, null=True, related_name="ideas"
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(shared_by=None) | Q(code_hash=None),
                name="idea_from_a_member_has_no_code",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("received_on")), name="idea_is_due_after_it_came"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_on}"

    @property
    def is_answered(self) -> bool:
        """Whether somebody has answered."""
        return bool(self.answers.all())

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which an answer was due has passed without one."""
        return not self.is_answered and self.due_on < moments.today()


class Answer(models.Model):
    """One answer to an idea. A later one does not take the place of an earlier one."""

    class Outcome(models.TextChoices):
        """What is done with an idea."""

        PROJECT = "project", "It becomes a project"
        TESTED = "tested", "It is tested in a project that we have"
        PASSED_ON = "passed on", "It goes to those who can act on it"
        NOT_NOW = "not now", "Not now, and this is why"

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="answers")
    said = models.TextField(max_length=1500)
    outcome = models.CharField(max_length=20, choices=Outcome)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    said_on = models.DateField()
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()
