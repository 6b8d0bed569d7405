package com.example.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

@Component
class WordIndex {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, Set<Product>> productsByWord = new HashMap<>();

    WordIndex(Catalogue catalogue) {
        for (Product product : catalogue.products()) {
            for (String word : words(product.name())) {
                productsByWord.computeIfAbsent(word, unused -> new HashSet<>()).add(product);
            }
        }
    }

    Set<Product> withAll(Collection<String> words) {
        Set<Product> found = null;
        for (String word : words) {
            Set<Product> holding = productsByWord.getOrDefault(word, Set.of());
            if (found == null) {
                found = new HashSet<>(holding);
            } else {
                found.retainAll(holding);
            }
        }
        return found == null ? Set.of() : found;
    }

    static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).toList();
    }
}
