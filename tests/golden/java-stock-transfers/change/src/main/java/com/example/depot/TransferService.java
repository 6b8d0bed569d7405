package com.example.depot;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

@Service
public class TransferService {
    private static final Logger log = LoggerFactory.getLogger(TransferService.class);

    public record NewTransfer(String source, String destination, String article, int quantity) {}

    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    public static class InvalidTransfer extends RuntimeException {}

    @ResponseStatus(HttpStatus.CONFLICT)
    public static class ImpossibleTransfer extends RuntimeException {
        ImpossibleTransfer(String message) {
            super(message);
        }
    }

    private final StockLevels levels;
    private final Transfers transfers;

    TransferService(StockLevels levels, Transfers transfers) {
        this.levels = levels;
        this.transfers = transfers;
    }

    public UUID transfer(NewTransfer wanted, String clerk) {
        if (wanted.quantity() < 1 || wanted.source().equals(wanted.destination())) {
            throw new InvalidTransfer();
        }
        UUID id = book(wanted, clerk);
        log.info("{} transferred {} {} as {}", clerk, wanted.quantity(), wanted.article(), id);
        return id;
    }

    @Transactional
    public UUID book(NewTransfer wanted, String clerk) {
        if (!levels.take(wanted.source(), wanted.article(), wanted.quantity())) {
            throw new ImpossibleTransfer("the source has too few");
        }
        if (!levels.add(wanted.destination(), wanted.article(), wanted.quantity())) {
            throw new ImpossibleTransfer("the destination does not carry the article");
        }
        return transfers.record(
                wanted.source(), wanted.destination(), wanted.article(), wanted.quantity(), clerk);
    }
}
