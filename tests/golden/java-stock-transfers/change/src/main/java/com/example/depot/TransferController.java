package com.example.depot;

import com.example.depot.TransferService.NewTransfer;
import java.security.Principal;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TransferController {
    private final TransferService service;

    TransferController(TransferService service) {
        this.service = service;
    }

    @PostMapping("/transfers")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, UUID> transfer(@RequestBody NewTransfer wanted, Principal clerk) {
        return Map.of("id", service.transfer(wanted, clerk.getName()));
    }
}
