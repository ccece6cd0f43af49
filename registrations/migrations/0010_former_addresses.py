from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0008_attendance_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='former_addresses',
            field=models.JSONField(blank=True, default=list, verbose_name='addresses used before'),
        ),
    ]
