package com.example.ward.swaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SwapTest {
    private final Swap swap = new Swap(7L, "ana");

    @Test
    void aSwapIsTaken() {
        swap.take("bo");
        assertEquals("bo", swap.takenBy());
    }

    @Test
    void whatIsTakenStaysTaken() {
        swap.take("bo");
        assertThrows(IllegalStateException.class, () -> swap.take("cy"));
        assertEquals("bo", swap.takenBy());
    }

    @Test
    void nobodyTakesTheirOwn() {
        assertThrows(IllegalStateException.class, () -> swap.take("ana"));
    }
}
