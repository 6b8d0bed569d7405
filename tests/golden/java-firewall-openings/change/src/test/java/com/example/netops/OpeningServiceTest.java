package com.example.netops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.example.netops.OpeningService.NotAllowed;
import com.example.netops.OpeningService.UnknownOpening;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpeningServiceTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 20);

    private final Openings openings = mock(Openings.class);
    private final AuditLog audit = mock(AuditLog.class);
    private final OpeningService service = new OpeningService(
            openings, audit, Clock.fixed(Instant.parse("2026-09-20T10:00:00Z"), ZoneOffset.UTC));

    private Opening open(int port, LocalDate lastDay) {
        return service.open("lab", "db7", port, lastDay, "kim");
    }

    @Test
    void anOpeningIsKept() {
        Opening opening = open(5432, TODAY.plusDays(30));
        assertEquals(new Opening(opening.id(), "lab", "db7", 5432, LocalDate.of(2026, 10, 20)), opening);
        verify(openings).add(opening);
        verify(audit).write("kim", "opening.made", opening.id().toString());
    }

    @Test
    void daysAreLimited() {
        open(5432, TODAY);
        open(5432, TODAY.plusDays(90));
        assertThrows(NotAllowed.class, () -> open(5432, TODAY.plusDays(91)));
        assertThrows(NotAllowed.class, () -> open(5432, TODAY.minusDays(1)));
    }

    @Test
    void portsAreLimited() {
        open(65_535, TODAY);
        assertThrows(NotAllowed.class, () -> open(65_536, TODAY));
        assertThrows(NotAllowed.class, () -> open(0, TODAY));
    }

    @Test
    void nothingRefusedIsKept() {
        assertThrows(NotAllowed.class, () -> open(0, TODAY));
        verify(openings, never()).add(any());
    }

    @Test
    void anOpeningIsClosedOnce() {
        UUID id = UUID.randomUUID();
        when(openings.delete(id)).thenReturn(true, false);
        service.close(id);
        assertThrows(UnknownOpening.class, () -> service.close(id));
    }
}
