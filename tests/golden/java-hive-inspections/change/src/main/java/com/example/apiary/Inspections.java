package com.example.apiary;

import com.example.apiary.Inspection.Temper;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

@Repository
public class Inspections {
    private static final RowMapper<Inspection> ROW = (row, index) -> new Inspection(
            row.getInt("hive"),
            row.getObject("day", LocalDate.class),
            row.getBigDecimal("weight"),
            row.getObject("mites", Integer.class),
            Temper.valueOf(row.getString("temper")),
            row.getString("note"));

    private final JdbcTemplate database;

    public Inspections(JdbcTemplate database) {
        this.database = database;
    }

    public void enter(Inspection found) {
        database.update(
                "INSERT INTO inspection (hive, day, weight, mites, temper, note) VALUES (?, ?, ?, ?, ?, ?)",
                found.hive(), found.day(), found.weight(), found.mites(), found.temper().name(), found.note());
    }

    public List<Inspection> of(int hive) {
        return database.query("SELECT * FROM inspection WHERE hive = ? ORDER BY day DESC", ROW, hive);
    }
}
