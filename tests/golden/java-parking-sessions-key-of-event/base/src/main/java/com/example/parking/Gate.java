package com.example.parking;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;

@Service
public class Gate {
    private final Sessions sessions;
    private final Clock clock;

    public Gate(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public ParkingSession enter(String garage, String plate) {
        return sessions.open(garage, plate, now());
    }

    public ParkingSession leave(String garage, String plate) {
        ParkingSession session = sessions.current(garage, plate)
                .orElseThrow(() -> new IllegalArgumentException("not in " + garage))
                .endedAt(now());
        sessions.save(session);
        return session;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
