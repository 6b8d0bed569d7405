package shop

import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

class VoucherFieldTest {
    private val lastDay = LocalDate.of(2026, 12, 31)
    private var today = lastDay
    private val voucher = Voucher("ABCD2345", 2000, lastDay)
    private val field = VoucherField({ code -> voucher.takeIf { it.code == code } }, { today })

    @Test
    fun `spelling does not matter`() = assertNull(field.problemWith("abcd 2345"))

    @Test
    fun `codes have no zero`() = assertEquals("This is no voucher code", field.problemWith("ABCD2340"))

    @Test
    fun `a voucher ends after its last day`() {
        today = lastDay.plusDays(1)
        assertEquals("This voucher has ended", field.problemWith("ABCD2345"))
    }
}
