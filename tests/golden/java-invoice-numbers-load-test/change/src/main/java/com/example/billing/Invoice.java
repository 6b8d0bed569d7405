package com.example.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class Invoice {
    private final LegalEntity entity;
    private final List<Money> lines = new ArrayList<>();
    private InvoiceNumber number;
    private LocalDate issueDate;

    public Invoice(LegalEntity entity) {
        this.entity = entity;
    }

    public synchronized void addLine(Money amount) {
        requireDraft();
        lines.add(amount);
    }

    public synchronized InvoiceNumber issue(NumberSequence numbers, LocalDate date) {
        requireDraft();
        number = numbers.next(entity, date);
        issueDate = date;
        return number;
    }

    public LegalEntity entity() {
        return entity;
    }

    public synchronized List<Money> lines() {
        return List.copyOf(lines);
    }

    public synchronized Optional<InvoiceNumber> number() {
        return Optional.ofNullable(number);
    }

    public synchronized Optional<LocalDate> issueDate() {
        return Optional.ofNullable(issueDate);
    }

    private void requireDraft() {
        if (number != null) {
            throw new IllegalStateException(number + " is issued");
        }
    }
}
