from django.apps import AppConfig


class BreakoutsConfig(AppConfig):
    name = "breakouts"

    def ready(self) -> None:
        from breakouts import own_groups, policies, stages  # noqa: F401 - registers the permissions

        stages.register_stages()
        own_groups.register_own_groups()
