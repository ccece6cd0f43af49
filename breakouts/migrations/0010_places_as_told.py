import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def write_down_times(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who was told a place before was told the time that its round has."""
    rounds = apps.get_model("consultations", "Round").objects.filter(pk=OuterRef("round"))
    apps.get_model("breakouts", "PublishedPlace").objects.update(
        starts_at=Subquery(rounds.values("starts_at")), ends_at=Subquery(rounds.values("ends_at"))
    )


def forget_places_taken_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rows without a group were deleted before."""
    apps.get_model("breakouts", "PublishedPlace").objects.filter(group__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("breakouts", "0009_notes_together"),
        ("consultations", "0017_drafts_of_reviews"),
    ]

    operations = [
        migrations.AddField("publishedplace", "ends_at", models.DateTimeField(null=True)),
        migrations.AddField("publishedplace", "starts_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "publishedplace",
            "group",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="published_places",
                to="consultations.workinggroup",
            ),
        ),
        migrations.RunPython(write_down_times, forget_places_taken_back),
    ]
