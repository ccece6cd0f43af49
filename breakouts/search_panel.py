"""What the board shows of the longer search: the way to begin one, how it stands, what it found."""

from dataclasses import dataclass, field

from accounts import jobs
from accounts.models import Job
from breakouts.forms.groups import SearchForm
from breakouts.models import AllocationSearch, SearchState
from breakouts.plan_history import sentences_since
from breakouts.work import outcome_words, told
from consultations.models import Consultation


@dataclass(frozen=True, slots=True)
class SearchPanel:
    """`job` while a search is under way, with `told`; `since` is what was done to the plan while it was."""

    form: SearchForm = field(default_factory=SearchForm)
    search: AllocationSearch | None = None
    job: Job | None = None
    told: str = ""
    goes_on_by_itself: bool = True
    since: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def waits(self) -> bool:
        """Whether a plan that was found waits for somebody to decide."""
        return self.search is not None and self.search.state == SearchState.WAITS


def search_panel(consultation: Consultation, version: int) -> SearchPanel:
    """As of this version of the plan."""
    search = (
        AllocationSearch.objects.filter(consultation=consultation)
        .select_related("job")
        .defer("saved", "people")
        .first()
    )
    if search is None:
        return SearchPanel()
    if search.state == SearchState.OPEN and search.job is not None:
        return SearchPanel(
            search=search, job=search.job, told=told(search.job), goes_on_by_itself=jobs.works_by_itself()
        )
    since = sentences_since(consultation, search.version) if search.state == SearchState.WAITS else []
    outcome = outcome_words(search) if search.state == SearchState.NOTHING and search.version == version else ""
    return SearchPanel(search=search, since=tuple(since), outcome=outcome)
