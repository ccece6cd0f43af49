
import django.db.models.deletion
import django.utils.timezone
import registrations.models.imports
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_jobs'),
        ('consultations', '0008_programme_printed_and_changes'),
        ('registrations', '0002_answers_and_language'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to=registrations.models.imports.random_name)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('form', models.CharField(max_length=8)),
                ('layout', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=dict)),
                ('replace', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('uploaded', 'Columns to be named'), ('checked', 'Checked, not loaded'), ('loaded', 'Loaded')], default='uploaded', max_length=16)),
                ('counts', models.JSONField(default=dict)),
                ('as_of', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('loaded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'import of contacts',
                'verbose_name_plural': 'imports of contacts',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ContactMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField(default=dict)),
                ('links', models.JSONField(default=list)),
                ('followed', models.JSONField(default=list)),
                ('invitation_moved', models.BooleanField(default=False)),
                ('merged_at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'merge of contacts',
                'ordering': ['-merged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ContactPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likeness', models.CharField(choices=[('same_name', 'the same name'), ('near_name', 'nearly the same name'), ('initials', 'the same name with an initial')], max_length=16)),
                ('score', models.PositiveSmallIntegerField()),
                ('different', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'possible duplicate',
                'ordering': ['consultation', '-score', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('new', 'new'), ('changed', 'known, with something new'), ('known', 'known as it is'), ('repeated', 'there twice in the file'), ('refused', 'not loaded')], max_length=16)),
                ('near', models.BooleanField(default=False)),
                ('adds_source', models.BooleanField(default=True)),
                ('problem', models.TextField(blank=True)),
                ('cells', models.JSONField(default=list)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('organization_name', models.CharField(blank=True, max_length=300)),
                ('position', models.CharField(blank=True, max_length=300)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('sector', models.CharField(blank=True, choices=[('migrants', 'Migrants'), ('diaspora', 'Diaspora organizations'), ('community', 'Local communities'), ('civil_society', 'Civil society'), ('faith_based', 'Faith-based organizations'), ('academia', 'Academia'), ('private_sector', 'Private sector'), ('parliament', 'Parliamentarians'), ('trade_union', 'Trade unions'), ('nhri', 'National human rights institutions'), ('red_cross_red_crescent', 'Red Cross and Red Crescent'), ('local_authority', 'Local authorities'), ('youth', 'Youth organizations'), ('media', 'Media'), ('government', 'Government'), ('un', 'United Nations'), ('other', 'Other')], max_length=32)),
                ('languages', models.JSONField(default=list)),
                ('notes', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['batch', 'line'],
            },
        ),
        migrations.CreateModel(
            name='RemovedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('removed_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'removed address',
            },
        ),
        migrations.AddField(
            model_name='contact',
            name='added_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='contact',
            name='country',
            field=models.CharField(blank=True, max_length=2, verbose_name='country or area'),
        ),
        migrations.AddField(
            model_name='contact',
            name='languages',
            field=models.JSONField(blank=True, default=list, verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='contact',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='contact',
            name='notes',
            field=models.TextField(blank=True, verbose_name='notes'),
        ),
        migrations.AddField(
            model_name='contact',
            name='organization_name',
            field=models.CharField(blank=True, max_length=300, verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='contact',
            name='position',
            field=models.CharField(blank=True, max_length=300, verbose_name='position'),
        ),
        migrations.AddField(
            model_name='contact',
            name='sector',
            field=models.CharField(blank=True, choices=[('migrants', 'Migrants'), ('diaspora', 'Diaspora organizations'), ('community', 'Local communities'), ('civil_society', 'Civil society'), ('faith_based', 'Faith-based organizations'), ('academia', 'Academia'), ('private_sector', 'Private sector'), ('parliament', 'Parliamentarians'), ('trade_union', 'Trade unions'), ('nhri', 'National human rights institutions'), ('red_cross_red_crescent', 'Red Cross and Red Crescent'), ('local_authority', 'Local authorities'), ('youth', 'Youth organizations'), ('media', 'Media'), ('government', 'Government'), ('un', 'United Nations'), ('other', 'Other')], max_length=32, verbose_name='sector'),
        ),
        migrations.AddField(
            model_name='source',
            name='columns',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='contactsource',
            name='added_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['consultation', 'name', 'id'], name='contact_by_name'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='contact_merged_into_another'),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_imports', to='consultations.consultation'),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='job',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.job'),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='registrations.source'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged_by', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_merges', to='consultations.consultation'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='contactmerge',
            name='merged_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactpair',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_pairs', to='consultations.consultation'),
        ),
        migrations.AddField(
            model_name='contactpair',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_as_first', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='contactpair',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_as_second', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='registrations.contactimport'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='registrations.contact'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.organization'),
        ),
        migrations.AddField(
            model_name='removedaddress',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removed_addresses', to='consultations.consultation'),
        ),
        migrations.AddConstraint(
            model_name='contactimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'checked', 'loaded'])), name='import_state_known'),
        ),
        migrations.AddConstraint(
            model_name='contactpair',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='contact_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='contactpair',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='contact_pair_in_order'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'email'], name='import_row_email'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'outcome', 'line'], name='import_row_outcome'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['contact', 'batch'], name='import_row_contact'),
        ),
        migrations.AddConstraint(
            model_name='removedaddress',
            constraint=models.UniqueConstraint(fields=('consultation', 'digest'), name='removed_address_once'),
        ),
    ]
