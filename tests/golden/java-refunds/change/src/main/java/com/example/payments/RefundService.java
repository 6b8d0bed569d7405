package com.example.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
public class RefundService {
    static final int REFUNDABLE_DAYS = 180;

    public static final class UnknownPayment extends RuntimeException {}

    public static final class NotRefundable extends RuntimeException {
        NotRefundable(String message) {
            super(message);
        }
    }

    public static final class InvalidAmount extends RuntimeException {}

    private final Payments payments;
    private final Provider provider;
    private final Clock clock;
    private final Map<String, Map<String, Refund>> byPayment = new HashMap<>();

    public RefundService(Payments payments, Provider provider, Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.clock = clock;
    }

    public synchronized Refund refund(String paymentId, long amountCents, String agent, String idempotencyKey) {
        Payment payment = payments.find(paymentId).orElseThrow(UnknownPayment::new);
        Map<String, Refund> refunds = byPayment.computeIfAbsent(paymentId, unused -> new LinkedHashMap<>());
        Refund earlier = refunds.get(idempotencyKey);
        if (earlier != null) {
            return earlier;
        }
        if (amountCents < 1) {
            throw new InvalidAmount();
        }
        if (LocalDate.now(clock).isAfter(payment.madeOn().plusDays(REFUNDABLE_DAYS))) {
            throw new NotRefundable("the payment is too old");
        }
        if (amountCents > payment.amountCents() - total(refunds.values().stream().toList())) {
            throw new NotRefundable("more than is left of the payment");
        }
        provider.refund(paymentId, amountCents);
        Refund refund = new Refund(UUID.randomUUID().toString(), amountCents, agent, clock.instant());
        refunds.put(idempotencyKey, refund);
        return refund;
    }

    public synchronized List<Refund> refunds(String paymentId) {
        return new ArrayList<>(byPayment.getOrDefault(paymentId, Map.of()).values());
    }

    private static long total(List<Refund> refunds) {
        return refunds.stream().mapToLong(Refund::amountCents).sum();
    }
}
