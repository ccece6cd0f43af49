from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"

    def ready(self) -> None:
        from registrations import (
            audiences,
            concerned,
            own_attendance,
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
        own_attendance.register()
        reminders.register()
        principles.register()
        work.register()
