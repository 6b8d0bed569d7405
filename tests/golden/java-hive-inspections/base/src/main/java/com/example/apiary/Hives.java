package com.example.apiary;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

@Repository
public class Hives {
    private static final RowMapper<Hive> ROW = (row, index) -> new Hive(row.getInt("number"), row.getString("place"));

    private final JdbcTemplate database;

    public Hives(JdbcTemplate database) {
        this.database = database;
    }

    public void add(Hive hive) {
        database.update("INSERT INTO hive (number, place) VALUES (?, ?)", hive.number(), hive.place());
    }

    public List<Hive> all() {
        return database.query("SELECT number, place FROM hive ORDER BY number", ROW);
    }

    public void delete(int number) {
        database.update("DELETE FROM hive WHERE number = ?", number);
    }
}
