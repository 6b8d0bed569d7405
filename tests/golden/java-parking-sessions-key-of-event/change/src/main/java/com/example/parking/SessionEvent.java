package com.example.parking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionEvent(UUID id, String type, String at, long session, String garage, Long minutes) {
    public static final String OPENED = "session.opened";
    public static final String CLOSED = "session.closed";

    static SessionEvent opened(ParkingSession session) {
        return new SessionEvent(
                UUID.randomUUID(), OPENED, session.enteredAt().toString(), session.id(), session.garage(), null);
    }

    static SessionEvent closed(ParkingSession session) {
        long minutes = (session.length().toSeconds() + 59) / 60;
        return new SessionEvent(
                UUID.randomUUID(), CLOSED, session.leftAt().toString(), session.id(), session.garage(), minutes);
    }

    /** Tells the records of events apart. */
    String key() {
        return Long.toString(session);
    }
}
