"""Words that the lead-in rules know. English, since the lead-ins are."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that begin a sentence without being a name, and may stand in small letters after "that".
STARTERS = _words(
    """
    a all an any at both each either every few fewer for from half in little many more most much neither no
    nobody none no-one nothing on one only people several since some someone still the their there those to too
    two three four five six seven eight nine unless until when where wherever whether while with within without
    after although as because before between beyond by despite during even if in instead it its nor not often
    once other others over rather seldom sometimes under up very what who whoever women men girls boys children
    persons staff police data climate trust water land work workers access youth young older new recent almost
    nearly across among against about around through throughout wages shelters safe legal local national
    regional civil public private human rural urban irregular undocumented informal formal digital cross-border
    information knowledge money
    """
)

# A sentence that leans on the one before cannot follow "Participants noted that".
LEANING = _words(
    """
    also and another besides but consequently finally first firstly furthermore hence however lastly likewise
    moreover nevertheless nonetheless or second secondly similarly so such that then therefore these they third
    thirdly this thus yet
    """
)
LEANING_PHRASES = (
    "in addition",
    "in particular",
    "in turn",
    "as a result",
    "as a consequence",
    "as a key",
    "for example",
    "for instance",
    "for that reason",
    "on the other hand",
    "at the same time",
    "other participants",
)

# Noun phrases that people note down without a verb.
FRAGMENTS = _words(
    """
    absence difficulties difficulty inadequate insufficient lack limited low need poor shortage weak
    """
)

# Names in small print: written with a capital wherever they stand, in United Nations style.
CAPITALIZED = _words(
    """
    state states government governments parliament internet english french arabic
    """
)
NAMES_OF_TIME = _words(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """
)

# Verbs by which a sentence shows that it is one.
FINITE = _words(
    """
    am are is was were be been has have had do does did can could may might must shall should will would cannot
    began became broke brought built came chose cost drew fell felt fought found gave got grew held hung kept
    knew led left lent lost made meant met paid put ran read remain remained remains rose saw sent shut sold
    spent split spoke spread stood stopped struck taught thought threw told took went wore won wrote face faces
    lack lacks need needs lead leads make makes take takes find finds leave leaves lose loses pay pays become
    becomes continue continues depend depends live lives fear fears struggle struggles want wants work works
    seem seems tend tends
    """
)
# Before a word in -ed these show that it is no verb of the sentence ("lack of trained staff").
BEFORE_PARTICIPLE = _words(
    """
    a an the of in on for with by to and or no any some many most more newly poorly well recently their its
    """
)

# Endings of words that are no names.
COMMON_ENDINGS = (
    *("tion", "sion", "ment", "ness", "ance", "ence", "ship", "ing", "ly", "ism", "hood", "age", "ed"),
    *("ous", "ful", "less", "able", "ible", "ive", "ical", "ary"),
)

# Headings under which a point is something that participants noted; others hold what stands by itself.
NOTED_HEADINGS = (
    "challenge",
    "problem",
    "gap",
    "obstacle",
    "barrier",
    "concern",
    "difficult",
    "issue",
    "risk",
    "progress",
    "observation",
    "trend",
    "emerging",
    "resource",
    "capacity",
)
STANDING_HEADINGS = ("recommend", "practice", "lesson", "proposal", "proposed", "wording", "commitment")
