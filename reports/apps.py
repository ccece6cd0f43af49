from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from breakouts import replaced
        from reports import (
            beginning,
            certificates,
            policies,  # noqa: F401 - registers the permissions
            stages,
            work,
        )
        from reports.actions.merged_notes import rest_on_merged

        stages.register_stages()
        beginning.register()
        certificates.register()
        work.register()
        replaced.follow(rest_on_merged)
