"""Readers of the published tables who add, subtract, bound and enumerate find no small count."""

from collections import defaultdict
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from registrations.measures.disclosure import EVERYBODY, Shape, protect, small

FLAT = Shape(dict.fromkeys("abcd", EVERYBODY))
TREE = Shape({"N": EVERYBODY, "S": EVERYBODY, "a": "N", "b": "N", "c": "S", "d": "S"})
SMALLEST = 3


def published(shape, first, second=None, smallest=SMALLEST):
    """The columns as they are published: the first, and the second where there is one and it may be."""
    before = protect(shape, first, smallest=smallest)
    after = protect(shape, second, earlier=before, smallest=smallest) if second is not None else None
    return [column for column in (before, after) if column is not None]


def worlds_of(column):
    """Every count of rows that gives what is shown of one column; what is withheld is not zero."""
    rows = sorted(column.shape.rows)
    everybody = column.counts[EVERYBODY]
    ranges = [[column.counts[row]] if column.shown(row) else range(1, everybody + 1) for row in rows]
    for counts in product(*ranges):
        if sum(counts) == everybody:
            whole = column.shape.with_sums(dict(zip(rows, counts, strict=True)))
            if all(whole[key] == column.counts[key] for key in column.shape.above if column.shown(key)) and all(
                whole[key] for key in column.withheld
            ):
                yield whole


def worlds(columns):
    """All pairs of worlds in which each row's difference has the sign that the reader knows."""
    first = list(worlds_of(columns[0]))
    if len(columns) == 1:
        return [(world,) for world in first]
    rows = columns[0].shape.rows
    order = {row: columns[0].counts[row] >= columns[1].counts[row] for row in rows}
    return [
        (one, two)
        for one in first
        for two in worlds_of(columns[1])
        if all((one[row] >= two[row]) if order[row] else (one[row] <= two[row]) for row in rows)
    ]


def findings(columns, smallest=SMALLEST):
    """What the strongest reader works out: small counts and differences that are the same in every world."""
    shape = columns[0].shape
    possible = worlds(columns)
    found = []
    for key in shape.above:
        values = [{world[place][key] for world in possible} for place in range(len(columns))]
        values += [{world[0][key] - world[1][key] for world in possible}] if len(columns) > 1 else []
        found += [(key, place) for place, seen in enumerate(values) if len(seen) == 1 and small(*seen, smallest)]
    return found


def sums_found(column, smallest=SMALLEST):
    """Groups of rows whose number together is the same in every world, and small."""
    possible = list(worlds_of(column))
    rows = sorted(column.shape.rows)
    return [
        group
        for size in range(1, len(rows) + 1)
        for group in combinations(rows, size)
        if len(seen := {sum(world[row] for row in group) for world in possible}) == 1 and small(*seen, smallest)
    ]


def counts(most, rows="abcd"):
    return st.fixed_dictionaries({row: st.integers(0, most) for row in rows})


shapes = st.sampled_from([FLAT, TREE])


@settings(max_examples=150)
@given(shapes, counts(6))
def test_one_table_gives_no_small_count_and_no_small_sum_away(shape, people):
    for column in published(shape, people):
        assert findings([column]) == []
        assert sums_found(column) == []


@settings(max_examples=150)
@given(shapes, counts(5), counts(5))
def test_two_tables_of_the_same_people_give_no_small_count_or_difference_away(shape, attended, registered):
    columns = published(shape, attended, registered)
    if columns:
        assert findings(columns) == []


@settings(max_examples=150)
@given(shapes, counts(4), counts(3))
def test_nor_where_everybody_who_attended_had_registered(shape, attended, absent):
    columns = published(shape, attended, {row: attended[row] + absent[row] for row in attended})
    if columns:
        assert findings(columns) == []


@settings(max_examples=100)
@given(shapes, counts(30), counts(30))
def test_no_shown_number_is_small_or_close_to_its_neighbour_and_none_is_changed(shape, first, second):
    columns = published(shape, first, second, smallest=5)
    assume(protect(shape, first, smallest=5) is not None)
    for column, truth in zip(columns, (first, second), strict=False):
        assert {row: column.counts[row] for row in truth} == truth
        assert not any(small(column.counts[key], 5) for key in shape.above if column.shown(key))
    if len(columns) == 2:
        for key in (*shape.above, EVERYBODY):
            if columns[0].shown(key) and columns[1].shown(key):
                assert not small(columns[0].counts[key] - columns[1].counts[key], 5)


@given(shapes, counts(20), counts(20))
def test_what_was_published_first_stays_as_it_was(shape, first, second):
    alone = published(shape, first)
    assume(alone)
    assert published(shape, first, second)[0] == alone[0]


@pytest.mark.parametrize(("rows", "most"), [(1, 30), (2, 25), (3, 14), (4, 9), (5, 6)])
def test_nobody_who_knows_the_rule_can_work_a_small_count_out(rows, most):
    """Every table there is, by its published form: behind each withheld row stay at least two possible counts."""
    shape = Shape({f"row {place}": EVERYBODY for place in range(rows)})
    behind = defaultdict(list)
    for numbers in product(range(most + 1), repeat=rows):
        column = protect(shape, {f"row {place}": count for place, count in enumerate(numbers)})
        shown = tuple(numbers[place] if column and column.shown(f"row {place}") else None for place in range(rows))
        behind[shown, column and sum(numbers)].append(numbers)
    for (shown, total), tables in behind.items():
        edge = total is not None and total > most * 2  # larger tables, not listed here, hide there too
        for place, count in enumerate(shown):
            if count is None and not edge:
                assert len({numbers[place] for numbers in tables}) > 1, (shown, total)
