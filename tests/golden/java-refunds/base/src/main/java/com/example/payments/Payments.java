package com.example.payments;

import java.util.Optional;

public interface Payments {
    Optional<Payment> find(String id);
}
