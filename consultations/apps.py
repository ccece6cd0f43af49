from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations import audiences, overview, policies, submissions_overview  # noqa: F401 - importing policies registers the permissions

        overview.register()
        submissions_overview.register()
        audiences.register()
