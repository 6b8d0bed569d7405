package market

import org.jetbrains.exposed.sql.Table
import org.jetbrains.exposed.sql.javatime.date

val STALLS = 1..24

object Bookings : Table("bookings") {
    val stall = integer("stall")
    val day = date("day")
    val trader = varchar("trader", 80)

    init {
        uniqueIndex(stall, day)
    }
}
