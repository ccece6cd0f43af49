from breakouts.models.allocation import (
    AllocationRun,
    Constraint,
    ConstraintKind,
    ConstraintMember,
    Placement,
    RoomAttendance,
    RunState,
)
from breakouts.models.blanks import NO_LONGER_KEPT, ConfirmedBlank
from breakouts.models.brief_out import MOST_POINTS, BriefOut, BriefOutKind, BriefOutPoint
from breakouts.models.notes import AsideReason, HeardFrom, Note, NoteObjective, NoteStatus
from breakouts.models.plan import ChangedPlace, ChangeKind, PlanChange
from breakouts.models.presence import ROOM_ATTENDANCE_KEPT, RoomReport
from breakouts.models.published import PublishedPlace
from breakouts.models.rooms import Room, RoomCount
from breakouts.models.screening import AllowEntry, Finding, FindingDecision, FindingLevel, Override, ReasonCode
from breakouts.models.search import AllocationSearch, SearchState
from breakouts.models.statements import Statement, StatementPerson
from breakouts.models.together import KeptApart, MergedNote, MergeReason, NoteMerge
from breakouts.models.weighting import Weighting

__all__ = [
    "MOST_POINTS",
    "NO_LONGER_KEPT",
    "ROOM_ATTENDANCE_KEPT",
    "AllocationRun",
    "AllocationSearch",
    "AllowEntry",
    "AsideReason",
    "BriefOut",
    "BriefOutKind",
    "BriefOutPoint",
    "ChangeKind",
    "ChangedPlace",
    "ConfirmedBlank",
    "Constraint",
    "ConstraintKind",
    "ConstraintMember",
    "Finding",
    "FindingDecision",
    "FindingLevel",
    "HeardFrom",
    "KeptApart",
    "MergeReason",
    "MergedNote",
    "Note",
    "NoteMerge",
    "NoteObjective",
    "NoteStatus",
    "Override",
    "Placement",
    "PlanChange",
    "PublishedPlace",
    "ReasonCode",
    "Room",
    "RoomAttendance",
    "RoomCount",
    "RoomReport",
    "RunState",
    "SearchState",
    "Statement",
    "StatementPerson",
    "Weighting",
]
