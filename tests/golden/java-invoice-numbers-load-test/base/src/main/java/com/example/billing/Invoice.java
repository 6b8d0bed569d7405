package com.example.billing;

import java.util.ArrayList;
import java.util.List;

public final class Invoice {
    private final LegalEntity entity;
    private final List<Money> lines = new ArrayList<>();

    public Invoice(LegalEntity entity) {
        this.entity = entity;
    }

    public void addLine(Money amount) {
        lines.add(amount);
    }

    public LegalEntity entity() {
        return entity;
    }

    public List<Money> lines() {
        return List.copyOf(lines);
    }
}
