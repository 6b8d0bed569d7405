package com.example.payments;

import java.time.Instant;

public record Refund(String id, long amountCents, String agent, Instant createdAt) {}
