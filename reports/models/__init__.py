from reports.models.briefs import GroupCount
from reports.models.clearance import Clearance, ClearanceRole, ClearedBy
from reports.models.comments import Comment, CommentLink, CommentState, CommentWindow
from reports.models.outcomes import Outcome, OutcomeStatus
from reports.models.outline import (
    BlockKind,
    Footnote,
    OutcomeSection,
    ReportOutline,
    SectionObjective,
    SectionSplit,
    TextBlock,
)
from reports.models.pairs import PairReading, PairReason
from reports.models.press import PressStatus, PressSummary
from reports.models.publication import SEALED, Publication
from reports.models.purge import PurgeRun
from reports.models.recommendations import Recommendation, RecommendationText
from reports.models.report import Evidence, Paragraph, ParagraphKind, Report, ReportStatus, Section
from reports.models.revision import Revision, RevisionKind
from reports.models.rollup import DifferentRecommendations, SharedMember, SharedRecommendation
from reports.models.style import HeadingScheme, HouseStyle

__all__ = [
    "SEALED",
    "BlockKind",
    "Clearance",
    "ClearanceRole",
    "ClearedBy",
    "Comment",
    "CommentLink",
    "CommentState",
    "CommentWindow",
    "DifferentRecommendations",
    "Evidence",
    "Footnote",
    "GroupCount",
    "HeadingScheme",
    "HouseStyle",
    "Outcome",
    "OutcomeSection",
    "OutcomeStatus",
    "PairReading",
    "PairReason",
    "Paragraph",
    "ParagraphKind",
    "PressStatus",
    "PressSummary",
    "Publication",
    "PurgeRun",
    "Recommendation",
    "RecommendationText",
    "Report",
    "ReportOutline",
    "ReportStatus",
    "Revision",
    "RevisionKind",
    "Section",
    "SectionObjective",
    "SectionSplit",
    "SharedMember",
    "SharedRecommendation",
    "TextBlock",
]
