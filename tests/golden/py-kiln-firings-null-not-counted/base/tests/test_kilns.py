from kilnlog.kilns import find, remove


def test_a_kiln_is_found_until_it_is_removed(session, kiln):
    assert find(session, "Big Kiln") is kiln
    remove(session, kiln)
    assert find(session, "Big Kiln") is None
