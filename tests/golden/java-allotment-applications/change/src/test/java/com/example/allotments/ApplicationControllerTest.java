package com.example.allotments;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ApplicationControllerTest {
    private static final UUID REFERENCE = UUID.fromString("7d0c9a4e-0d8a-4c1c-9b53-6f1f2f6f0a11");

    private final Applications applications = mock(Applications.class);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new ApplicationController(applications))
            .setControllerAdvice(new InvalidInput())
            .build();

    private ResultActions send(String name, String postcode, int people, String area) throws Exception {
        String form = """
                {"name": "%s", "email": "ida@example.com", "postcode": "%s", "people": %d, "areaInAres": %s}
                """.formatted(name, postcode, people, area);
        return mvc.perform(post("/applications").contentType(MediaType.APPLICATION_JSON).content(form));
    }

    @Test
    void aCompleteFormIsStored() throws Exception {
        when(applications.store(any())).thenReturn(REFERENCE);
        send("Ida Lund", "24937", 3, "2.5")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.reference").value(REFERENCE.toString()));
    }

    @Test
    void allWrongFieldsAreNamed() throws Exception {
        send("", "1234", 3, "2.5")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[*].field", containsInAnyOrder("name", "postcode")));
        verify(applications, never()).store(any());
    }

    @Test
    void limitsAreIncluded() throws Exception {
        when(applications.store(any())).thenReturn(REFERENCE);
        send("Ida Lund", "24937", 1, "0.5").andExpect(status().isCreated());
        send("Ida Lund", "24937", 12, "4.0").andExpect(status().isCreated());
        send("Ida Lund", "24937", 13, "4.0").andExpect(status().isUnprocessableEntity());
        send("Ida Lund", "24937", 12, "4.001").andExpect(status().isUnprocessableEntity());
    }

    @Test
    void anAddressAppliesOnce() throws Exception {
        when(applications.store(any())).thenThrow(new Applications.AlreadyApplied(new DuplicateKeyException("email")));
        send("Ida Lund", "24937", 3, "2.5").andExpect(status().isConflict());
    }
}
