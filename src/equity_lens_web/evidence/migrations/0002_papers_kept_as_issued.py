"""What is kept of an issued paper, what became of its decisions, and how far a draft is."""

from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds fields and a table."""

    dependencies: ClassVar[list[Any]] = [
        ("accounts", "0003_table_of_counted_attempts"),
        ("evidence", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("not agreed", "Not agreed"),
                            ("deferred", "Deferred"),
                        ],
                        max_length=20,
                    ),
                ),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["said_at", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="paper",
            options={"ordering": ["-begun_at", "-pk"]},
        ),
        migrations.RemoveField(
            model_name="paper",
            name="rows",
        ),
        migrations.AddField(
            model_name="paper",
            name="compared_with",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evidence.paper",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="document",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="record",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paper",
            name="set_aside",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="paper",
            name="steps_done",
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("issued_at__isnull", False),
                        ("issued_by__isnull", False),
                        ("document__isnull", False),
                        ("record__isnull", False),
                        ("withheld__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_issued_paper_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outcomes",
                to="evidence.paper",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
