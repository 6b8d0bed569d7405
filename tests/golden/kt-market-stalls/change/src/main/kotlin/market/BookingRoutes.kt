package market

import io.ktor.http.HttpStatusCode
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.Route
import io.ktor.server.routing.post
import java.time.LocalDate
import kotlinx.serialization.Serializable
import org.jetbrains.exposed.sql.insert
import org.jetbrains.exposed.sql.transactions.transaction

@Serializable
data class Booking(val stall: Int, val day: String, val trader: String)

fun Route.bookings() {
    // TODO: take the stall from the path, once the map links to it
    post("/bookings") {
        val booking = call.receive<Booking>()
        require(booking.stall in STALLS)
        transaction {
            Bookings.insert {
                it[stall] = booking.stall
                it[day] = LocalDate.parse(booking.day)
                it[trader] = booking.trader
            }
        }
        call.respond(HttpStatusCode.Created)
    }
}
