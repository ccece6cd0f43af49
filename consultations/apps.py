from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations import (
            audiences,
            concerned,
            gaps,
            mail_duty,
            mail_events,
            overview,
            policies,  # noqa: F401 - registers the permissions
            principles,
            reviewers,
            submissions_overview,
            untold,
        )
        from consultations.actions import start_copies

        overview.register()
        gaps.register()
        principles.register()
        submissions_overview.register()
        audiences.register()
        concerned.register()
        untold.register()
        start_copies.register()
        reviewers.register()
        mail_events.listen()
        mail_duty.register()
