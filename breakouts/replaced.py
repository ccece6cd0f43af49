"""What an upper app does when notes are replaced by one that stands for them; it registers it when Django starts."""

from collections.abc import Callable, Collection
from uuid import UUID

from breakouts.models import Note

Follower = Callable[[Collection[UUID], Note], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have this called, in the same transaction, before the notes that were replaced are deleted."""
    _followers.append(follower)


def tell(replaced: Collection[UUID], note: Note) -> None:
    """Let what leads to the notes that are replaced lead to the one that stands for them."""
    for follower in _followers:
        follower(replaced, note)
