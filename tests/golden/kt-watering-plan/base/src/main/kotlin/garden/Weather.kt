package garden

import java.time.LocalDate

/** Rain in litres for each square metre, which is the same as millimetres. */
fun interface Weather {
    fun rainOn(day: LocalDate): Double

    companion object {
        /** From how much rain on nobody needs to water, in tenths of a millimetre. */
        const val SOAKED = 50
    }
}
