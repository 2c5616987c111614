"""Projects, what they count, their checks, and verdicts that the database refuses to change.

SQLite makes a table anew when a later migration alters it, and drops its triggers in doing so: such
a migration must add them again. A test makes a verdict and tries.
"""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REFUSAL = "A verdict stays as the rule made it."
TABLE = "improvement_keptverdict"


def statements(vendor: str) -> list[str]:
    """The triggers of one kind of database."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for verb in ("update", "delete")
        ]
    return [
        "CREATE FUNCTION improvement_verdict_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        f"CREATE TRIGGER {TABLE}_as_made BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW "
        "EXECUTE FUNCTION improvement_verdict_refuse()",
    ]


def refuse(apps: Any, schema_editor: Any) -> None:
    """Add the triggers."""
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_table_of_counted_attempts"),
        ("accounts", "__first__"),
        ("evidence", "0005_verdicts_are_a_job"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=120)),
                ("noun", models.CharField(default="people", max_length=40)),
                (
                    "better",
                    models.CharField(
                        choices=[("lower", "Lower"), ("higher", "Higher")], max_length=6
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_measures",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "key"), name="one_local_measure_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalDefinition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("from_month", models.CharField(blank=True, default="", max_length=7)),
                ("numerator", models.CharField(max_length=200)),
                ("denominator", models.CharField(max_length=200)),
                ("because", models.CharField(blank=True, default="", max_length=300)),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="definitions",
                        to="improvement.localmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "version"), name="one_definition_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(
                                models.Q(("because", ""), _negated=True),
                                models.Q(("from_month", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_new_definition_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("known", models.JSONField(default=list)),
                ("left_out", models.TextField(blank=True, default="")),
                (
                    "no_contact_all",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                (
                    "no_contact_group",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                ("what_is_known", models.TextField(blank=True, default="")),
                ("to_change", models.TextField(blank=True, default="")),
                ("review_on", models.DateField(blank=True, null=True)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on", None),
                            models.Q(
                                models.Q(("left_out", ""), _negated=True),
                                models.Q(("to_change", ""), _negated=True),
                                ("review_on__isnull", False),
                                ("done_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_finished_check_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mitigation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("owner", models.CharField(max_length=120)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("not done", "Not done"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("came_of_it", models.CharField(blank=True, default="", max_length=300)),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mitigations",
                        to="improvement.equitycheck",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "planned"),
                            models.Q(("came_of_it", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_became_is_said",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("project", "Improvement project"),
                            ("pilot", "Pilot"),
                            ("experiment", "Experiment"),
                            ("cost programme", "Cost programme"),
                            ("service change", "Service change"),
                            ("business case", "Business case"),
                        ],
                        default="project",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Being set up"), ("live", "Live"), ("ended", "Ended")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("for_whom", models.CharField(blank=True, default="", max_length=300)),
                ("how_much", models.CharField(blank=True, default="", max_length=300)),
                ("by_when", models.DateField(blank=True, null=True)),
                ("sponsor_post", models.CharField(blank=True, default="", max_length=120)),
                ("team", models.CharField(blank=True, default="", max_length=300)),
                ("partners", models.CharField(blank=True, default="", max_length=300)),
                ("begins_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("stop", "Stop"), ("adapt", "Adapt"), ("spread", "Spread")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("decision_reason", models.CharField(blank=True, default="", max_length=500)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("learning_goal", models.CharField(blank=True, default="", max_length=300)),
                ("learning", models.TextField(blank=True, default="")),
                ("no_split_because", models.CharField(blank=True, default="", max_length=300)),
                ("begun_from", models.JSONField(default=dict)),
                ("steps_done", models.JSONField(default=list)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("live_on", models.DateField(blank=True, null=True)),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="improvement.project",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("kind__in", ["pilot", "experiment"]), _negated=True),
                            ("ends_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_pilot_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            ("ended_on__isnull", False),
                            _connector="OR",
                        ),
                        name="ended_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", ""),
                            models.Q(
                                models.Q(("decision_reason", ""), _negated=True),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("begins_on", None),
                            ("ends_on__gte", models.F("begins_on")),
                            _connector="OR",
                        ),
                        name="a_project_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("stop", "Stop"), ("adapt", "Adapt"), ("spread", "Spread")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("on", models.DateField()),
                ("goes_on_until", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="improvement.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("goes_on_until", None), ("decision", "adapt"), _connector="OR"
                        ),
                        name="what_is_adapted_goes_on",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("outcome", "Outcome"),
                            ("process", "Process"),
                            ("balancing", "Balancing"),
                        ],
                        default="outcome",
                        max_length=10,
                    ),
                ),
                ("measure", models.CharField(max_length=100)),
                ("dimension", models.CharField(max_length=60)),
                ("target", models.CharField(max_length=60)),
                ("reference", models.CharField(max_length=60)),
                ("watched", models.JSONField(default=list)),
                ("smallest_that_matters", models.DecimalField(decimal_places=4, max_digits=5)),
                ("planned_looks", models.PositiveSmallIntegerField(default=12)),
                ("months_together", models.PositiveSmallIntegerField(default=1)),
                ("until", models.CharField(blank=True, default="", max_length=7)),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("table", "The project counts for itself"),
                            ("trust", "The trust's own figures"),
                        ],
                        default="table",
                        max_length=10,
                    ),
                ),
                ("asked", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True, default="")),
                ("agreed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "local",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_by",
                        to="improvement.localmeasure",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="improvement.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("target", models.F("reference")), _negated=True),
                        name="compared_with_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("watched", []), _negated=True),
                        name="somebody_else_is_watched",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("smallest_that_matters__gt", 0), ("smallest_that_matters__lt", 1)
                        ),
                        name="what_matters_is_a_share",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "measure", "dimension"), name="one_split_a_measure"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptVerdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=12)),
                ("on", models.CharField(blank=True, default="", max_length=20)),
                ("since", models.CharField(blank=True, default="", max_length=20)),
                ("content", models.BinaryField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "refresh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.refresh",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="improvement.projectmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["measure", "-id"], name="latest_verdict")],
            },
        ),
        migrations.CreateModel(
            name="FigureTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("keyed", "Keyed"),
                            ("uploaded", "Uploaded"),
                            ("sent", "Sent by a system"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("rows", models.JSONField(default=list)),
                ("rejected", models.JSONField(default=list)),
                ("mark", models.CharField(max_length=64)),
                ("edition", models.CharField(blank=True, default="", max_length=40)),
                ("came_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "came_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="improvement.projectmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Baseline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before_from", models.CharField(max_length=7)),
                ("change_from", models.CharField(max_length=7)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("agreed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="baselines",
                        to="improvement.projectmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["change_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "change_from"), name="one_baseline_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before_from__lt", models.F("change_from"))),
                        name="a_baseline_lies_before",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.CharField(max_length=12)),
                ("now", models.CharField(max_length=12)),
                ("on", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdict_changes",
                        to="improvement.project",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change",
                        to="improvement.keptverdict",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="VerdictSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seen",
                        to="improvement.verdictchange",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("change", "person"), name="a_change_is_seen_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="equitycheck",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checks",
                to="improvement.project",
            ),
        ),
        migrations.AddConstraint(
            model_name="equitycheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_on", None)),
                fields=("project",),
                name="one_open_check_a_project",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="split",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="improvement.projectmeasure",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("split__isnull", False),
                    models.Q(("no_split_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="live_with_a_split_or_a_reason",
            ),
        ),
        migrations.RunPython(
            refuse,
            migrations.RunPython.noop,
        ),
    ]
