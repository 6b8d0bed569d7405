package com.example.payments;

import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class RefundController {
    record NewRefund(long amountCents) {}

    private final RefundService service;

    RefundController(RefundService service) {
        this.service = service;
    }

    @PostMapping("/payments/{paymentId}/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    Refund refund(
            @PathVariable String paymentId,
            @RequestHeader("Idempotency-Key") String idempotencyKey,
            @RequestBody NewRefund body,
            Principal agent) {
        try {
            return service.refund(paymentId, body.amountCents(), agent.getName(), idempotencyKey);
        } catch (RefundService.UnknownPayment error) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such payment", error);
        } catch (RefundService.InvalidAmount error) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_ENTITY, "the amount is not positive", error);
        } catch (RefundService.NotRefundable error) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, error.getMessage(), error);
        }
    }
}
