package com.example.archive;

import java.time.Clock;
import java.time.LocalDate;

public final class OpenBox extends Action<Box, String> {
    private final Clock clock;

    public OpenBox(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected boolean permits(Person person, Box box) {
        boolean open = box.closedUntil() == null || LocalDate.now(clock).isAfter(box.closedUntil());
        boolean stranger = !box.depositor().equals(person.name());
        return !(!open && stranger && person.lacks(Person.Role.ARCHIVIST));
    }

    @Override
    protected String perform(Box box) {
        return box.shelf();
    }
}
