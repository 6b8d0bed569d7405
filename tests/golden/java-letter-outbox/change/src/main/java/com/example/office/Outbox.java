package com.example.office;

import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Outbox {
    private final Letters letters;
    private final PrintShop shop;
    private final RetrySettings settings;

    Outbox(Letters letters, PrintShop shop, RetrySettings settings) {
        this.letters = letters;
        this.shop = shop;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "PT10S")
    @Transactional
    public void workOff() {
        Instant now = Instant.now();
        for (Letter letter : letters.findByStateAndNextAtLessThanEqual(Letter.State.WAITING, now)) {
            if (shop.accept(letter.text())) {
                letter.sent();
            } else {
                letter.failed(now, settings.attempts(), settings.firstWait());
            }
        }
    }
}
