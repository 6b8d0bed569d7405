package com.example.payments;

import java.time.LocalDate;

public record Payment(String id, long amountCents, LocalDate madeOn) {}
