"""Is the database there, has it the tables that this version expects, and is what was deleted really gone?"""

from collections.abc import Iterable

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
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


def forget_deleted(*tables: type[Model], rewritten: Iterable[type[Model]] = ()) -> None:
    """After the commit, make unreadable what the database keeps of deleted rows.

    SQLite overwrites deleted content in its file at once (`secure_delete`, config/env.py); here its write-ahead log is
    emptied, whatever the tables. PostgreSQL keeps old row versions: `tables` are vacuumed, so that their room is used
    again, and `rewritten` are written anew, which leaves nothing of what was deleted in their files. Who waits for a
    table in use gives up after some seconds, and the table is only vacuumed.
    """
    again = tuple(rewritten)
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_log, robust=True)
    elif connection.vendor == "postgresql" and (tables or again):
        transaction.on_commit(lambda: _vacuum(tables, again), robust=True)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _vacuum(tables: Iterable[type[Model]], rewritten: Iterable[type[Model]]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM {quote(model._meta.db_table)}")
        cursor.execute("SET lock_timeout = '3s'")
        try:
            for model in rewritten:
                try:
                    cursor.execute(f"VACUUM FULL {quote(model._meta.db_table)}")
                except OperationalError:
                    cursor.execute(f"VACUUM {quote(model._meta.db_table)}")
        finally:
            cursor.execute("RESET lock_timeout")
