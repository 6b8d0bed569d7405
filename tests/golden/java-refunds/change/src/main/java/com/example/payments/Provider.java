package com.example.payments;

/** The payment provider. */
public interface Provider {
    void refund(String paymentId, long amountCents);
}
