package workshop

import org.springframework.jdbc.core.simple.JdbcClient
import org.springframework.stereotype.Repository

@Repository
class Book(private val database: JdbcClient) {
    /** Enters a job and gives it the next number. */
    fun enter(phone: String, text: String): Long =
        database.sql("INSERT INTO job (phone, text) VALUES (?, ?) RETURNING number")
            .params(phone, text)
            .query(Long::class.javaObjectType)
            .single()
}
