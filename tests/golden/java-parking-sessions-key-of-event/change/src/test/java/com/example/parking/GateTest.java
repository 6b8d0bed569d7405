package com.example.parking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.kafka.core.KafkaTemplate;

class GateTest {
    private static final Instant TEN = Instant.parse("2026-06-02T10:00:00Z");
    private static final ParkingSession SESSION = new ParkingSession(42, "HBF", "FL-AB 12", TEN, null);

    private final Sessions sessions = mock(Sessions.class);
    private final ArgumentCaptor<SessionEvent> event = ArgumentCaptor.forClass(SessionEvent.class);

    @SuppressWarnings("unchecked")
    private final KafkaTemplate<String, SessionEvent> kafka = mock(KafkaTemplate.class);

    @BeforeEach
    void aBroker() {
        when(kafka.send(eq("parking.sessions.v1"), anyString(), event.capture()))
                .thenReturn(CompletableFuture.completedFuture(null));
    }

    private Gate at(Instant time) {
        return new Gate(sessions, new SessionEvents(kafka), Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void aCarEnters() {
        when(sessions.open("HBF", "FL-AB 12", TEN)).thenReturn(SESSION);
        at(TEN).enter("HBF", "FL-AB 12");
        assertEquals("session.opened", event.getValue().type());
        assertEquals("2026-06-02T10:00:00Z", event.getValue().at());
        assertEquals(42, event.getValue().session());
        assertEquals("HBF", event.getValue().garage());
        assertNull(event.getValue().minutes());
    }

    @Test
    void aCarLeaves() {
        when(sessions.current("HBF", "FL-AB 12")).thenReturn(Optional.of(SESSION));
        ParkingSession ended = at(TEN.plusSeconds(5_401)).leave("HBF", "FL-AB 12");
        verify(sessions).save(ended);
        assertEquals("session.closed", event.getValue().type());
        assertEquals(91, event.getValue().minutes());
    }
}
