package market

import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.plugins.statuspages.StatusPages
import io.ktor.server.response.respond
import org.jetbrains.exposed.exceptions.ExposedSQLException

private const val UNIQUE_VIOLATION = "23505"

/** What callers hear of what goes wrong. */
fun Application.failures() {
    install(StatusPages) {
        exception<ExposedSQLException> { call, failure ->
            if (failure.sqlState != UNIQUE_VIOLATION) throw failure
            call.respond(HttpStatusCode.Conflict)
        }
        exception<IllegalArgumentException> { call, _ ->
            call.respond(HttpStatusCode.UnprocessableEntity)
        }
    }
}
