"""Who sits in which group in which round: a pure engine over numpy, free of the application around it.

`allocate` makes a plan of a roster, or raises `InfeasibleError` with the causes; `Search` looks longer, in parts;
`parse_roster` and `plan_as_json` read and write the files of the command line.
"""

from .anneal import steps_within
from .board import Alternative, Board, Reason, explain, price_move
from .changes import Price
from .diagnosis import diagnose, without
from .engine import allocate
from .insert import insert
from .model import (
    Assignment,
    AttributeValue,
    Cause,
    Group,
    GroupId,
    Hint,
    InfeasibleError,
    Participant,
    Pin,
    Plan,
    Roster,
    RosterError,
    Terms,
    Weights,
)
from .repair import repair
from .roster import build_roster, parse_roster, plan_as_json
from .search import Saved, Search
from .tightness import tight_spots

__all__ = [
    "Alternative",
    "Assignment",
    "AttributeValue",
    "Board",
    "Cause",
    "Group",
    "GroupId",
    "Hint",
    "InfeasibleError",
    "Participant",
    "Pin",
    "Plan",
    "Price",
    "Reason",
    "Roster",
    "RosterError",
    "Saved",
    "Search",
    "Terms",
    "Weights",
    "allocate",
    "build_roster",
    "diagnose",
    "explain",
    "insert",
    "parse_roster",
    "plan_as_json",
    "price_move",
    "repair",
    "steps_within",
    "tight_spots",
    "without",
]
