"""A sheet for each round and one for all; points with random keys. No page has written one so far, so they begin anew."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('breakouts', '0004_published_places'),
        ('consultations', '0014_team_invitations'),
    ]

    operations = [
        migrations.DeleteModel('BriefOutPoint'),
        migrations.DeleteModel('BriefOut'),
        migrations.CreateModel(
            name='BriefOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brief_outs', to='consultations.workinggroup')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='brief_outs', to='consultations.round')),
            ],
            options={
                'verbose_name': 'brief-out',
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('round__isnull', False)), fields=('group', 'round'), name='brief_out_once_a_round'),
                    models.UniqueConstraint(condition=models.Q(('round__isnull', True)), fields=('group',), name='brief_out_once_over_all'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BriefOutPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('highlight', 'Highlights'), ('challenge', 'Challenges'), ('recommendation', 'Recommendations')], max_length=16)),
                ('position', models.PositiveSmallIntegerField()),
                ('brief_out', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='breakouts.briefout')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brief_out_points', to='breakouts.note')),
            ],
            options={
                'ordering': ['brief_out', 'kind', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('brief_out', 'kind', 'position'), name='brief_out_place_once'),
                    models.UniqueConstraint(fields=('brief_out', 'note'), name='brief_out_note_once'),
                    models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 3)), name='brief_out_at_most_three'),
                ],
            },
        ),
    ]
