package com.example.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.example.depot.TransferService.ImpossibleTransfer;
import com.example.depot.TransferService.InvalidTransfer;
import com.example.depot.TransferService.NewTransfer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferServiceTest {
    private static final NewTransfer FOUR_PUMPS = new NewTransfer("north", "south", "pump", 4);

    private final StockLevels levels = mock(StockLevels.class);
    private final Transfers transfers = mock(Transfers.class);
    private final TransferService service = new TransferService(levels, transfers);

    @Test
    void bothLevelsChangeAndTheTransferIsRecorded() {
        UUID id = UUID.randomUUID();
        when(levels.take("north", "pump", 4)).thenReturn(true);
        when(levels.add("south", "pump", 4)).thenReturn(true);
        when(transfers.record("north", "south", "pump", 4, "kim")).thenReturn(id);
        assertEquals(id, service.transfer(FOUR_PUMPS, "kim"));
    }

    @Test
    void theSourceMustHaveAsMany() {
        when(levels.take("north", "pump", 4)).thenReturn(false);
        assertThrows(ImpossibleTransfer.class, () -> service.transfer(FOUR_PUMPS, "kim"));
        verify(levels, never()).add(any(), any(), anyInt());
    }

    @Test
    void theDestinationMustCarryTheArticle() {
        when(levels.take("north", "pump", 4)).thenReturn(true);
        when(levels.add("south", "pump", 4)).thenReturn(false);
        assertThrows(ImpossibleTransfer.class, () -> service.transfer(FOUR_PUMPS, "kim"));
        verify(transfers, never()).record(any(), any(), any(), anyInt(), any());
    }

    @Test
    void nothingAndNowhereAreRefused() {
        assertThrows(
                InvalidTransfer.class, () -> service.transfer(new NewTransfer("north", "south", "pump", 0), "kim"));
        assertThrows(
                InvalidTransfer.class, () -> service.transfer(new NewTransfer("north", "north", "pump", 4), "kim"));
        verifyNoInteractions(levels, transfers);
    }
}
