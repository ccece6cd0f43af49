from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"

    def ready(self) -> None:
        from registrations import (
            audiences,
            concerned,
            policies,  # noqa: F401 - registers the permissions
            principles,
            reminders,
            stages,
            waiting,
            work,
        )

        stages.register()
        waiting.register()
        audiences.register()
        concerned.register()
        reminders.register()
        principles.register()
        work.register()
