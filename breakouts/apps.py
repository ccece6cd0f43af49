from django.apps import AppConfig


class BreakoutsConfig(AppConfig):
    name = "breakouts"

    def ready(self) -> None:
        from breakouts import beginning, own_groups, policies, screening_work, stages, work  # noqa: F401 - permissions
        from breakouts.actions.publish import take_back_places
        from breakouts.actions.room_attendance import erase_room_attendance
        from registrations import leaving

        work.register()
        screening_work.register()
        stages.register_stages()
        own_groups.register_own_groups()
        beginning.register()
        leaving.register_leaving(take_back_places)
        leaving.register_forgetting(erase_room_attendance)
