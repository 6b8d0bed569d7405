package com.example.billing;

public record InvoiceNumber(LegalEntity entity, int year, int ordinal) {
    @Override
    public String toString() {
        return "%s-%d-%05d".formatted(entity.code(), year, ordinal);
    }
}
