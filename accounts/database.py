"""Is the database there, and has it the tables that this version expects?"""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.text import first_line


def require_reachable() -> None:
    """Raises Refused, saying what to do, where the database does not answer."""
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        raise Refused(
            _("The database cannot be reached (%(why)s). Check DATABASE_URL and that the database is running.")
            % {"why": first_line(error)}
        ) from error


def require_migrated() -> None:
    """Raises Refused where the database is older than the code."""
    require_reachable()
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError) as error:
        raise Refused(
            _("The database cannot be read (%(why)s). Check DATABASE_URL.") % {"why": first_line(error)}
        ) from error
    if waiting:
        raise Refused(_("The database is older than this version. Run `manage.py migrate`."))
