"""The sign of life of each worker."""

from typing import Any, ClassVar

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the table."""

    initial = True
    dependencies: ClassVar[list[Any]] = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Beat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("worker", models.CharField(max_length=64, unique=True)),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("beat_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
