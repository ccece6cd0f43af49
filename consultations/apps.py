from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations import audiences, overview, policies  # noqa: F401 - importing policies registers the permissions
        from consultations import submissions_overview

        overview.register()
        submissions_overview.register()
        audiences.register()
