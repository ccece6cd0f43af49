"""Is the database there, has it the tables that this version expects, and is what was deleted really gone?"""

from django.db import DatabaseError, InterfaceError, connection, transaction
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


def forget_deleted() -> None:
    """After the commit, empty SQLite's write-ahead log, which holds what was deleted until it is overwritten.

    The database file itself overwrites deleted content at once (`secure_delete`, config/env.py). PostgreSQL keeps
    old row versions until it vacuums; there is nothing to do here.
    """

    def empty_log() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    if connection.vendor == "sqlite":
        transaction.on_commit(empty_log, robust=True)
