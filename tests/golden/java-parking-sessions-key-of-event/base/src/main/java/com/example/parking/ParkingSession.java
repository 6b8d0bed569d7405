package com.example.parking;

import java.time.Duration;
import java.time.Instant;

/** A car in a garage; without an end as long as it is there. */
public record ParkingSession(long id, String garage, String plate, Instant enteredAt, Instant leftAt) {
    ParkingSession endedAt(Instant time) {
        return new ParkingSession(id, garage, plate, enteredAt, time);
    }

    Duration length() {
        return Duration.between(enteredAt, leftAt);
    }
}
