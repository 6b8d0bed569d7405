package com.example.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class SearchTest {
    private static final Product TEA = new Product("T1", "Green tea", 450);
    private static final Product POT = new Product("T2", "Tea pot", 2_400);
    private static final Product BAG = new Product("T3", "Tea, bags of 20", 250);

    private final SearchController search = new SearchController(new WordIndex(() -> List.of(TEA, POT, BAG)));

    @Test
    void everyWordHasToBeThere() {
        assertEquals(List.of(TEA), search.search("tea green"));
    }

    @Test
    void theCheapestComesFirst() {
        assertEquals(List.of(BAG, TEA, POT), search.search("TEA"));
    }

    @Test
    void spacesAreNoQuery() {
        var refused = assertThrows(ResponseStatusException.class, () -> search.search("   "));
        assertEquals(HttpStatus.BAD_REQUEST, refused.getStatusCode());
    }
}
