package com.example.waterlab;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** How much of a substance was found, in mg/l. */
@Embeddable
public class Measurement {
    @Column(nullable = false, length = 12)
    private String substance;

    @Column(nullable = false, precision = 8, scale = 2)
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
