package com.example.office;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;

@Entity
public class Letter {
    public enum State { WAITING, SENT, PUT_ASIDE }

    @Id
    @GeneratedValue
    private Long id;

    private String text;
    private State state = State.WAITING;

    private int attempts;
    private Instant nextAt;

    protected Letter() {}

    public Letter(String text, Instant now) {
        this.text = text;
        this.nextAt = now;
    }

    public String text() {
        return text;
    }

    void sent() {
        state = State.SENT;
    }

    void failed(Instant now, int most, Duration firstWait) {
        attempts++;
        if (attempts >= most) {
            state = State.PUT_ASIDE;
        } else {
            nextAt = now.plus(firstWait.multipliedBy(1L << (attempts - 1)));
        }
    }
}
