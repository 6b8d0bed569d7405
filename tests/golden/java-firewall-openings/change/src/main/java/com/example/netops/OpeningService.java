package com.example.netops;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

@Service
public class OpeningService {
    private static final int LONGEST_DAYS = 90;
    private static final int HIGHEST_PORT = 0xFFFF;

    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    public static class NotAllowed extends RuntimeException {
        NotAllowed(String message) {
            super(message);
        }
    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    public static class UnknownOpening extends RuntimeException {}

    private final Openings openings;
    private final AuditLog audit;
    private final Clock clock;

    public OpeningService(Openings openings, AuditLog audit, Clock clock) {
        this.openings = openings;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Opening open(String zone, String host, int port, LocalDate lastDay, String engineer) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new NotAllowed("there is no port " + port);
        }
        LocalDate today = LocalDate.now(clock);
        if (lastDay.isBefore(today) || lastDay.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw new NotAllowed("an opening lasts at most " + LONGEST_DAYS + " days");
        }
        Opening opening = new Opening(UUID.randomUUID(), zone, host, port, lastDay);
        openings.add(opening);
        audit.write(engineer, "opening.made", opening.id().toString());
        return opening;
    }

    @Transactional
    public void close(UUID id) {
        if (!openings.delete(id)) {
            throw new UnknownOpening();
        }
    }

    @Transactional(readOnly = true)
    public List<Opening> inForce() {
        return openings.inForce(LocalDate.now(clock));
    }
}
