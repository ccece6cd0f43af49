"""The table: each secret, and who reads it on some page or in some file. Nobody else does, anywhere."""

from collections.abc import Set as AbstractSet

# Audiences that read the same.
GROUP = frozenset({"rapporteur", "co-host", "focal point"})
READERS = frozenset({"viewer", "arranges support", "organizer"})
ORGANIZER = frozenset({"organizer"})
SUPPORT = frozenset({"arranges support"})
HERS = frozenset({"participant's link"})
ANOTHERS = frozenset({"another participant's link"})
APPLICANT = frozenset({"applicant's link"})
AUTHOR = frozenset({"author's link"})
CO_ORGANIZER = frozenset({"co-organizer's link"})
NOBODY: frozenset[str] = frozenset()

PEOPLE: dict[str, AbstractSet[str]] = {
    "zqlegal": ORGANIZER | HERS,  # her name
    "zqshown": READERS | HERS,  # the name that others see
    "zqaddress": ORGANIZER | HERS,
    "zqformer": HERS,  # an address that she used before
    "zqother": ORGANIZER | HERS,  # her name in another script
    "zqsay": ORGANIZER | HERS,  # how to say her name
    "zqguest": READERS | HERS,  # who comes with her
    "zqsecond": ORGANIZER | ANOTHERS,  # another participant
    "zqbelani": READERS | ANOTHERS,
    "zqsecondmail": ORGANIZER | ANOTHERS,
    "zqcomesby": ORGANIZER | HERS,  # an answer to the organizers
    "zqrule": ORGANIZER,  # why two people sit apart
    "zqletter": ORGANIZER | HERS,
    "zqiphone": ORGANIZER,  # somebody of a report of attendance
    "zqzoom": ORGANIZER,
    "zqcontact": ORGANIZER,  # the stakeholder list
    "zqcontactmail": ORGANIZER,
    "zqcontactnote": ORGANIZER,
    "zqmerged": NOBODY,  # what a contact held that was merged
    "zqlist": ORGANIZER,
    "zqcell": ORGANIZER,
    "zqinfile": NOBODY,  # a file of contacts once it is sent
    "zqasked": ORGANIZER,  # somebody asked to co-host
    "zqaskedmail": ORGANIZER,
    "zqmailing": ORGANIZER,
}
NEEDS: dict[str, AbstractSet[str]] = {
    "zqneed": SUPPORT | HERS,
    "zqsecondneed": SUPPORT | ANOTHERS,
    "zqdiet": SUPPORT | HERS,
    "zqsupport": SUPPORT | HERS,
    "zqgrant": SUPPORT | HERS,
}
APPLICATIONS: dict[str, AbstractSet[str]] = {
    "zqstatement": READERS | APPLICANT | {"reviewer"},
    "zqapplicant": READERS | APPLICANT,
    "zqapplicantmail": READERS | APPLICANT,
    "zqpaper": READERS | APPLICANT | {"reviewer"},
    "zqpapertext": READERS | APPLICANT | {"reviewer"},
    "zqreview": READERS,  # a reviewer reads others' reviews once hers is given
    "zqhalfreview": NOBODY,  # a review that its writer has not given
    "zqconflict": READERS,
    "zqhidden": ORGANIZER,  # an application with which the reviewer has a conflict of interest
    "zqhiddenconflict": ORGANIZER,
    "zqdeclined": ORGANIZER | {"declined applicant's link"},
    "zqdeclinedmail": ORGANIZER | {"declined applicant's link"},
    "zqwhynot": READERS | {"declined applicant's link"},
    "zqunsent": frozenset({"unsent applicant's link"}),
    "zqunsentmail": frozenset({"unsent applicant's link"}),
    "zqauthor": ORGANIZER,
    "zqauthorname": ORGANIZER | AUTHOR,
    "zqpending": ORGANIZER | AUTHOR,
    "zqpendingtext": AUTHOR,
    "zqpendingmail": NOBODY,
    "zqnotpublished": AUTHOR,
}
NOTES: dict[str, AbstractSet[str]] = {
    "zqdraft": GROUP,  # a note that is being written
    "zqsubmitted": GROUP | ORGANIZER,
    "zqaccepted": GROUP | ORGANIZER,
    "zqsetaside": GROUP | ORGANIZER,
    "zqasidewhy": ORGANIZER,
    "zqfardraft": NOBODY,  # the same in another group, in which none of these takes notes
    "zqfarsubmitted": ORGANIZER,
    "zqfaraccepted": ORGANIZER,
    "zqfarsetaside": ORGANIZER,
    "zqmessage": GROUP | ORGANIZER,  # what the screener says
    "zqrewrite": GROUP | ORGANIZER,
    "zqfirstmark": NOBODY,  # the marks that tell two people apart
    "zqsecondmark": NOBODY,
    "zqmergemark": NOBODY,
    "zqtogether": GROUP | ORGANIZER,
    "zqallowed": ORGANIZER,
    "zqblank": ORGANIZER,
}
REPORT: dict[str, AbstractSet[str]] = {
    "zqparagraph": READERS,
    "zqearlier": READERS,
    "zqtakenout": READERS,
    "zqfootnote": ORGANIZER,
    "zqgivenout": CO_ORGANIZER,  # the draft as it was given out
    "zqcomment": READERS | CO_ORGANIZER,
    "zqsuggests": READERS | CO_ORGANIZER,
    "zqanswer": READERS | CO_ORGANIZER,
}
ELSEWHERE: dict[str, AbstractSet[str]] = {"zqfaraway": frozenset({"its organizer"})}

TABLE: dict[str, AbstractSet[str]] = {**PEOPLE, **NEEDS, **APPLICATIONS, **NOTES, **REPORT, **ELSEWHERE}


def of(audience: str) -> set[str]:
    """What an audience may read, and does."""
    return {word for word, readers in TABLE.items() if audience in readers}
