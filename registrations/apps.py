from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"

    def ready(self) -> None:
        from registrations import (
            audiences,
            policies,  # noqa: F401 - registers the permissions
            principles,
            reminders,
            stages,
            work,
        )

        stages.register()
        audiences.register()
        reminders.register()
        principles.register()
        work.register()
