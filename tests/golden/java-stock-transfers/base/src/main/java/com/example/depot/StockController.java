package com.example.depot;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class StockController {
    private final StockLevels levels;

    StockController(StockLevels levels) {
        this.levels = levels;
    }

    @GetMapping("/depots/{depot}/stock")
    Map<String, Integer> stock(@PathVariable String depot) {
        return levels.of(depot);
    }

    @PostMapping("/depots/{depot}/stock/{article}/deliveries")
    void delivered(@PathVariable String depot, @PathVariable String article, @RequestParam int quantity) {
        if (!levels.add(depot, article, quantity)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
