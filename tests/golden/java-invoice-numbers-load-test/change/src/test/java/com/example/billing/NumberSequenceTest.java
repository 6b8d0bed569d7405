package com.example.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class NumberSequenceTest {
    private static final LegalEntity NORD = new LegalEntity("NORD", "Nord GmbH");
    private static final LegalEntity SUED = new LegalEntity("SUED", "Süd GmbH");
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);

    private final NumberSequence numbers = new NumberSequence();

    @Test
    void numbersCountUpForEachEntity() {
        assertEquals("NORD-2026-00001", numbers.next(NORD, TODAY).toString());
        assertEquals("SUED-2026-00001", numbers.next(SUED, TODAY).toString());
        assertEquals("NORD-2026-00002", numbers.next(NORD, TODAY).toString());
    }

    @Test
    void numbersBeginAgainEachYear() {
        numbers.next(NORD, TODAY);
        assertEquals("NORD-2027-00001", numbers.next(NORD, TODAY.plusYears(1)).toString());
    }

    @Test
    void aDiscardedDraftUsesNoNumber() {
        assertTrue(new Invoice(NORD).number().isEmpty());
        assertEquals(1, new Invoice(NORD).issue(numbers, TODAY).ordinal());
    }

    @Test
    void anIssuedInvoiceStaysAsItIs() {
        Invoice invoice = new Invoice(NORD);
        invoice.issue(numbers, TODAY);
        assertThrows(IllegalStateException.class, () -> invoice.issue(numbers, TODAY));
        assertThrows(IllegalStateException.class, () -> invoice.addLine(null));
    }
}
