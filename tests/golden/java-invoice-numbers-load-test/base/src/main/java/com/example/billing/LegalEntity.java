package com.example.billing;

/** A company of the group that issues invoices. */
public record LegalEntity(String code, String name) {
    public LegalEntity {
        if (!code.matches("[A-Z]{2,6}")) {
            throw new IllegalArgumentException("code of a legal entity: " + code);
        }
    }
}
