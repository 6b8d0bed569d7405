package com.example.netops;

import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/openings")
public class OpeningController {
    record NewOpening(String zone, String host, int port, LocalDate lastDay) {}

    private final OpeningService service;

    public OpeningController(OpeningService service) {
        this.service = service;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Opening open(@RequestBody NewOpening body, Principal engineer) {
        return service.open(body.zone(), body.host(), body.port(), body.lastDay(), engineer.getName());
    }

    @GetMapping
    List<Opening> inForce() {
        return service.inForce();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID id) {
        service.close(id);
    }
}
