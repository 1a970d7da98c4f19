from hypothesis import given
from hypothesis import strategies as st

from intake.circles import in_circles

nodes = st.sampled_from("abcdef")


def stands_above_itself(node, parents):
    above, seen = parents.get(node), set()
    while above is not None and above not in seen:
        if above == node:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


@given(st.dictionaries(nodes, st.one_of(st.none(), nodes)))
def test_exactly_the_nodes_that_stand_above_themselves(parents):
    assert in_circles(parents) == {node for node in parents if stands_above_itself(node, parents)}
