"""`manage.py write_permissions [--check]`: docs/permissions.md from the registry of permissions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.permissions_table import permissions_table


class Command(BaseCommand):
    help = "Write docs/permissions.md from the permissions in the code, or check that it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: str, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "permissions.md"
        table = permissions_table()
        if not options["check"]:
            path.write_text(table, encoding="utf-8")
            return
        if not path.exists() or path.read_text(encoding="utf-8") != table:
            raise CommandError("docs/permissions.md is out of date. Run `manage.py write_permissions`.")
