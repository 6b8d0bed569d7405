package com.example.depot;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class StockLevels {
    private final JdbcTemplate database;

    StockLevels(JdbcTemplate database) {
        this.database = database;
    }

    Map<String, Integer> of(String depot) {
        Map<String, Integer> levels = new TreeMap<>();
        database.query(
                "SELECT article, level FROM stock WHERE depot = ?",
                row -> {
                    levels.put(row.getString("article"), row.getInt("level"));
                },
                depot);
        return levels;
    }

    /** Whether the depot had as many. */
    boolean take(String depot, String article, int quantity) {
        return database.update(
                "UPDATE stock SET level = level - ? WHERE depot = ? AND article = ? AND level >= ?",
                quantity, depot, article, quantity) == 1;
    }

    /** Whether the depot carries the article. */
    boolean add(String depot, String article, int quantity) {
        return database.update(
                "UPDATE stock SET level = level + ? WHERE depot = ? AND article = ?",
                quantity, depot, article) == 1;
    }
}
