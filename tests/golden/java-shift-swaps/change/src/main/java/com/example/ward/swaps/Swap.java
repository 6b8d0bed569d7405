package com.example.ward.swaps;

import com.example.ward.Stored;
import jakarta.persistence.Entity;
import java.util.Objects;

/** A shift that a nurse would like to give away. */
@Entity
public class Swap extends Stored {
    private Long shift;
    private String offeredBy;
    private String takenBy;

    protected Swap() {}

    Swap(Long shift, String offeredBy) {
        this.shift = shift;
        this.offeredBy = offeredBy;
    }

    void take(String nurse) {
        if (!Objects.requireNonNullElse(takenBy, nurse).equals(nurse) || offeredBy.equals(nurse)) {
            throw new IllegalStateException("shift " + shift + " cannot be taken by " + nurse);
        }
        takenBy = nurse;
    }

    public Long shift() {
        return shift;
    }

    public String takenBy() {
        return takenBy;
    }
}
