"""Which permission a page of this app needs; the table of permissions lives one app higher (consultations.policies).

"accounts.public": anyone. "accounts.own": whoever is signed in, for their own account. "accounts.operate": operators.
"""

from collections.abc import Callable
from typing import Any

PUBLIC = "accounts.public"
OWN = "accounts.own"
OPERATE = "accounts.operate"


def page(action: str) -> Callable[[Any], Any]:
    """Write on a view which permission it checks, as the decorators of the other apps do."""

    def mark(view: Any) -> Any:
        view.action = action
        return view

    return mark
