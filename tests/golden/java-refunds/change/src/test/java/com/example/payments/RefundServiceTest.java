package com.example.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefundServiceTest {
    private static final Payment PAYMENT = new Payment("p1", 5_000, LocalDate.of(2026, 1, 1));

    private final List<Long> refunded = new ArrayList<>();

    private RefundService on(String day) {
        Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
        return new RefundService(id -> Optional.of(PAYMENT), (id, cents) -> refunded.add(cents), clock);
    }

    @Test
    void aPaymentIsRefundedInParts() {
        RefundService service = on("2026-01-10");
        service.refund("p1", 2_000, "kim", "a");
        service.refund("p1", 3_000, "kim", "b");
        assertThrows(RefundService.NotRefundable.class, () -> service.refund("p1", 1, "kim", "c"));
        assertEquals(List.of(2_000L, 3_000L), refunded);
    }

    @Test
    void theLastDayCounts() {
        on("2026-06-30").refund("p1", 1, "kim", "a");
        assertThrows(RefundService.NotRefundable.class, () -> on("2026-07-01").refund("p1", 1, "kim", "b"));
    }

    @Test
    void nothingIsNoRefund() {
        assertThrows(RefundService.InvalidAmount.class, () -> on("2026-01-10").refund("p1", 0, "kim", "a"));
    }

    @Test
    void aRepeatedRequestRefundsOnce() {
        RefundService service = on("2026-01-10");
        Refund first = service.refund("p1", 2_000, "kim", "a");
        assertSame(first, service.refund("p1", 2_000, "kim", "a"));
        assertEquals(List.of(2_000L), refunded);
    }
}
