package com.example.catalogue;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class SearchController {
    private static final int PAGE = 50;

    private final WordIndex index;

    SearchController(WordIndex index) {
        this.index = index;
    }

    @GetMapping("/products")
    List<Product> search(@RequestParam("q") String query) {
        List<String> words = WordIndex.words(query);
        if (words.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "q has no word");
        }
        return index.withAll(words).stream()
                .sorted(Comparator.comparingLong(Product::priceCents).thenComparing(Product::sku))
                .limit(PAGE)
                .toList();
    }
}
