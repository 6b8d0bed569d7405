package com.example.parking;

import java.time.Instant;
import java.util.Optional;

public interface Sessions {
    ParkingSession open(String garage, String plate, Instant time);

    Optional<ParkingSession> current(String garage, String plate);

    void save(ParkingSession session);
}
