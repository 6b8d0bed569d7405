package com.example.ward;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/** What is kept, with a number that the database gives; of two changes at the same time one fails. */
@MappedSuperclass
public abstract class Stored {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    public Long id() {
        return id;
    }
}
