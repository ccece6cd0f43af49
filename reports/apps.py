from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import beginning, policies, stages  # noqa: F401 - importing policies registers the permissions

        stages.register_stages()
        beginning.register()
