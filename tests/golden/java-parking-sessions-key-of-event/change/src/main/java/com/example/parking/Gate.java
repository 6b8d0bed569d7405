package com.example.parking;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;

@Service
public class Gate {
    private final Sessions sessions;
    private final SessionEvents events;
    private final Clock clock;

    public Gate(Sessions sessions, SessionEvents events, Clock clock) {
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
    }

    public ParkingSession enter(String garage, String plate) {
        ParkingSession session = sessions.open(garage, plate, now());
        events.publish(SessionEvent.opened(session));
        return session;
    }

    public ParkingSession leave(String garage, String plate) {
        ParkingSession session = sessions.current(garage, plate)
                .orElseThrow(() -> new IllegalArgumentException("not in " + garage))
                .endedAt(now());
        sessions.save(session);
        events.publish(SessionEvent.closed(session));
        return session;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
