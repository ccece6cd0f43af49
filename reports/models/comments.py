"""What co-organizing organizations say of a draft: until when, by which link, and of which paragraph.

A comment is signed by an organization, on purpose (docs/decisions/comments-by-organization.md). No person, no hour.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import today
from consultations.models import Organization
from reports.models.report import Paragraph, Report


class CommentWindow(models.Model):
    """A draft as it was when it was given out for comments, and until when these are taken.

    `paragraphs` are those of the tree in the order of their numbers: "key", "kind", and "text" as editors write it.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comment_windows")
    closes_at = models.DateTimeField(_("Comments are taken until"))
    tree = models.JSONField()
    paragraphs = models.JSONField(default=list)
    opened_on = models.DateField(default=today)

    class Meta:
        verbose_name = _("time for comments on a draft")
        ordering = ["report", "-pk"]

    def __str__(self) -> str:
        return "CommentWindow"


class CommentLink(models.Model):
    """The link by which an organization reads the draft; only what its token is recognized by is kept."""

    window = models.ForeignKey(CommentWindow, on_delete=models.CASCADE, related_name="links")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="comment_links")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_on = models.DateField(default=today)

    class Meta:
        verbose_name = _("link to a draft")
        ordering = ["window", "pk"]

    def __str__(self) -> str:
        return "CommentLink"


class CommentState(models.TextChoices):
    """What became of a comment."""

    OPEN = "open", _("Not answered yet")
    USED = "used", _("Used")
    PART = "part", _("Used in part")
    NOT_USED = "not_used", _("Not used")


class Comment(models.Model):
    """What an organization says of a paragraph of the draft. It points at the paragraph, never the other way.

    `number` and `as_read` are the paragraph as the organization read it; they stay when the paragraph goes.
    """

    window = models.ForeignKey(CommentWindow, on_delete=models.CASCADE, related_name="comments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    number = models.PositiveIntegerField()
    as_read = models.TextField()
    text = models.TextField(_("comment"), blank=True)
    suggestion = models.TextField(_("suggested wording"), blank=True)
    state = models.CharField(max_length=16, choices=CommentState.choices, default=CommentState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    day = models.DateField(default=today)

    class Meta:
        verbose_name = _("comment")
        ordering = ["window", "number", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state_known"),
            models.CheckConstraint(condition=~Q(text="") | ~Q(suggestion=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return "Comment"
