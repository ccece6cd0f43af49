from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import (
            beginning,
            certificates,
            policies,  # noqa: F401 - registers the permissions
            stages,
        )

        stages.register_stages()
        beginning.register()
        certificates.register()
