package com.example.waterlab;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** How much of a substance was found. */
@Embeddable
public class Measurement {
    private static final int WHOLE = 4;
    private static final int PARTS = 4;

    @Column(nullable = false, length = 12)
    private String substance;

    @Column(nullable = false, precision = WHOLE + PARTS, scale = PARTS)
    private BigDecimal concentration;

    protected Measurement() {}

    Measurement(String substance, BigDecimal concentration) {
        this.substance = substance;
        this.concentration = concentration;
    }

    public String substance() {
        return substance;
    }

    public BigDecimal concentration() {
        return concentration;
    }
}
