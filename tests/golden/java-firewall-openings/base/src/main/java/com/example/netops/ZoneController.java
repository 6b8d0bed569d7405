package com.example.netops;

import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ZoneController {
    private final JdbcTemplate database;
    private final AuditLog audit;

    public ZoneController(JdbcTemplate database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    @PutMapping("/zones/{zone}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void define(@PathVariable String zone, @RequestParam String network, Principal engineer) {
        database.update(
                "INSERT INTO zone (name, network) VALUES (?, ?::cidr)"
                        + " ON CONFLICT (name) DO UPDATE SET network = excluded.network",
                zone, network);
        audit.write(engineer.getName(), "zone.defined", zone);
    }
}
