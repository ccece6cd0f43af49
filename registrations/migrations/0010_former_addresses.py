from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0009_attendance_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='former_addresses',
            field=models.JSONField(blank=True, default=list, verbose_name='addresses used before'),
        ),
    ]
