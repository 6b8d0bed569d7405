package shop

import java.time.LocalDate

/** Of what codes are made: nothing that looks like something else. */
val ALPHABET = ('A'..'Z') + ('2'..'9') - setOf('I', 'O')

const val CODE_LENGTH = 8

data class Voucher(val code: String, val cents: Int, val lastDay: LocalDate)

fun interface Vouchers {
    fun find(code: String): Voucher?
}
