from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.measures import PublicTable, Table, suppress

tables = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), max_size=7).map(Table)


def test_a_table_without_small_counts_is_shown_whole():
    assert suppress(Table({"a": 5, "b": 0, "c": 31})) == PublicTable(rows={"a": 5, "b": 0, "c": 31}, total=36)


def test_one_small_count_takes_the_next_smallest_with_it():
    assert suppress(Table({"a": 2, "b": 30, "c": 12})) == PublicTable(rows={"a": None, "b": 30, "c": None}, total=44)


def test_small_counts_that_their_sum_would_give_away_take_another_with_them():
    assert suppress(Table({"a": 1, "b": 1, "c": 9, "d": 20})).rows == {"a": None, "b": None, "c": None, "d": 20}
    assert suppress(Table({"a": 4, "b": 4, "c": 9, "d": 20})).rows == {"a": None, "b": None, "c": None, "d": 20}


def test_nothing_is_shown_of_a_table_of_a_few_people():
    table = suppress(Table({"a": 3, "b": 0}))
    assert table == PublicTable(rows={"a": None, "b": None}, total=None)
    assert table.withheld


@given(tables)
def test_no_small_count_is_ever_shown_and_no_shown_count_is_changed(table):
    public = suppress(table)
    assert public.rows.keys() == table.rows.keys()
    assert public.total in (None, table.total)
    for label, count in public.rows.items():
        assert count is None or (count == table.rows[label] and not 1 <= count <= 4)


@given(tables)
def test_the_order_of_rows_does_not_matter(table):
    turned = Table(dict(reversed(table.rows.items())))
    assert suppress(turned) == suppress(table)


@pytest.mark.parametrize(("rows", "most"), [(1, 30), (2, 25), (3, 14), (4, 9), (5, 6)])
def test_nobody_who_knows_the_rule_can_work_a_small_count_out(rows, most):
    """Every table there is, by its published form: behind each withheld row stay at least two possible counts."""
    behind = defaultdict(list)
    for counts in product(range(most + 1), repeat=rows):
        public = suppress(Table({f"row {place}": count for place, count in enumerate(counts)}))
        behind[(*public.rows.values(), public.total)].append(counts)
    for (*shown, total), tables_behind in behind.items():
        edge = total is not None and total > most * 2  # larger tables, not listed here, hide there too
        for place, count in enumerate(shown):
            if count is None and not edge:
                assert len({counts[place] for counts in tables_behind}) > 1, (shown, total)
