package market

import io.ktor.serialization.kotlinx.json.json
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.plugins.contentnegotiation.ContentNegotiation
import io.ktor.server.routing.routing
import org.jetbrains.exposed.sql.Database
import org.jetbrains.exposed.sql.SchemaUtils
import org.jetbrains.exposed.sql.transactions.transaction

fun Application.market() {
    Database.connect(environment.config.property("database.url").getString())
    transaction { SchemaUtils.create(Bookings) }
    install(ContentNegotiation) { json() }
    failures()
    routing { bookings() }
}
