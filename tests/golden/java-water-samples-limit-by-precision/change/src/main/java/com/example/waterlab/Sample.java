package com.example.waterlab;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Entity
public class Sample {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(nullable = false, unique = true, length = 24)
    private String label;

    @ManyToOne(optional = false)
    @JoinColumn(name = "site")
    private Site site;

    @Column(nullable = false)
    private Instant takenAt;

    @Column(precision = 4, scale = 2)
    private BigDecimal acidity;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "measurement", joinColumns = @JoinColumn(name = "sample"))
    private List<Measurement> measurements = new ArrayList<>();

    protected Sample() {}

    public Sample(String label, Site site, Instant takenAt, BigDecimal acidity) {
        this.label = label;
        this.site = site;
        this.takenAt = takenAt;
        this.acidity = acidity;
    }

    public Long id() {
        return id;
    }

    public BigDecimal acidity() {
        return acidity;
    }

    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    public void measured(String substance, BigDecimal concentration) {
        measurements.add(new Measurement(substance, concentration));
    }
}
