from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_table_of_counted_attempts"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="material",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Kinds of material switched on or off by hand; the others follow the sector.",
            ),
        ),
    ]
