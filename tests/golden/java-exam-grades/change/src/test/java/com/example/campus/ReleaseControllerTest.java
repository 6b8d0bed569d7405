package com.example.campus;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ReleaseControllerTest {
    private static final Instant NOON = Instant.parse("2026-07-20T12:00:00Z");
    private static final String EXAM = "/courses/MATH1/exams/summer";

    private final Exams exams = mock(Exams.class);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(
                    new ReleaseController(exams, Clock.fixed(NOON, ZoneOffset.UTC)))
            .build();

    @Test
    void aCompleteExamIsReleased() throws Exception {
        when(exams.ungraded("MATH1", "summer")).thenReturn(0);
        when(exams.release("MATH1", "summer", NOON)).thenReturn(true);
        mvc.perform(post(EXAM + "/release").principal(() -> "prof.lang")).andExpect(status().isNoContent());
    }

    @Test
    void anIncompleteExamIsNotReleased() throws Exception {
        when(exams.ungraded("MATH1", "summer")).thenReturn(1);
        mvc.perform(post(EXAM + "/release").principal(() -> "prof.lang")).andExpect(status().isConflict());
        verify(exams, never()).release(any(), any(), any());
    }

    @Test
    void studentsSeeTheirOwnGrade() throws Exception {
        when(exams.releasedGrade("MATH1", "summer", "kim")).thenReturn(Optional.of(new BigDecimal("1.7")));
        mvc.perform(get(EXAM + "/grade").principal(() -> "kim")).andExpect(content().string("1.7"));
        mvc.perform(get(EXAM + "/grade").principal(() -> "lou")).andExpect(status().isNotFound());
    }
}
