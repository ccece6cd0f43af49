"""From a version's rows to the document tree that the writers read."""

from reports.tree.build import Built, EmptySection, build, filename, frozen_tree, is_frozen

__all__ = ["Built", "EmptySection", "build", "filename", "frozen_tree", "is_frozen"]
