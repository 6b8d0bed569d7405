from seedvault.models import Curator


def test_a_curator_is_kept(session):
    session.add(Curator(name="Ruth"))
    session.commit()
    assert session.query(Curator).one().name == "Ruth"
