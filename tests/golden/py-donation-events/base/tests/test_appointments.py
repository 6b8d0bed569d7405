from vena.appointments import BookAppointment, Booking


def test_a_booking_is_published(connection, outbox, broker):
    BookAppointment(connection, outbox)(Booking(5, "2026-05-04T09:20:00Z"))
    ((name, payload),) = broker.got
    assert name == "appointment.booked"
    assert payload["donor_id"] == 5
