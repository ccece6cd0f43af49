"""PostgreSQL keeps samples of columns for its planner; of words that are to be forgotten it keeps none."""

from django.db import migrations

WORDS = (
    ("breakouts_note", "text"),
    ("breakouts_note", "reason"),
    ("breakouts_notemerge", "text"),
    ("breakouts_finding", "message"),
    ("breakouts_finding", "suggestion"),
)


def keep_none(apps, schema_editor):
    """A new type, though it is the old one, drops the samples that are there; the table is not written anew for it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    kind = {"message": "varchar(300)", "suggestion": "varchar(300)"}
    for table, column in WORDS:
        schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind.get(column, "text")}')
        schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


class Migration(migrations.Migration):
    dependencies = [
        ("breakouts", "0012_room_reports"),
    ]

    operations = [
        migrations.RunPython(keep_none, migrations.RunPython.noop),
    ]
