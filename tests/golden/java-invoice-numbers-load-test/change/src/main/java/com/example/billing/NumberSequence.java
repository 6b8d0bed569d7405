package com.example.billing;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gives out invoice numbers; one instance is shared by all who issue. */
public final class NumberSequence {
    private record Key(LegalEntity entity, int year) {}

    private final Map<Key, Integer> last = new ConcurrentHashMap<>();

    public InvoiceNumber next(LegalEntity entity, LocalDate issueDate) {
        int year = issueDate.getYear();
        int ordinal = last.merge(new Key(entity, year), 1, Integer::sum);
        return new InvoiceNumber(entity, year, ordinal);
    }
}
