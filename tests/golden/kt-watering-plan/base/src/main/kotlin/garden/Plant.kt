package garden

import java.time.LocalDate

enum class Need(val days: Long) {
    THIRSTY(1),
    MODERATE(3),
    FRUGAL(7),
}

data class Plant(val name: String, val need: Need = Need.MODERATE, val indoors: Boolean = false, val watered: LocalDate? = null)
