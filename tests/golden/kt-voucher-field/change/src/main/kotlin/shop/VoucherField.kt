package shop

import java.time.LocalDate

/** The field at the checkout. */
class VoucherField(private val vouchers: Vouchers, private val today: () -> LocalDate = LocalDate::now) {
    /** What to show below the field; null when the voucher can be used. */
    fun problemWith(typed: String): String? {
        val code = typed.filterNot { it.isWhitespace() || it == '-' }.uppercase()
        if (code.length != CODE_LENGTH || !code.all(ALPHABET::contains)) return "This is no voucher code"
        val voucher = vouchers.find(code) ?: return "We do not know this voucher"
        if (!today().isBefore(voucher.lastDay.plusDays(1))) return "This voucher has ended"
        return null
    }
}
