package workshop

import jakarta.validation.Valid
import org.springframework.http.HttpStatus
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestBody
import org.springframework.web.bind.annotation.ResponseStatus
import org.springframework.web.bind.annotation.RestController

data class Receipt(val number: Long)

@RestController
class RepairController(private val book: Book) {
    @PostMapping("/repairs")
    @ResponseStatus(HttpStatus.CREATED)
    fun takeIn(@Valid @RequestBody request: RepairRequest): Receipt {
        val entered = book.enter(request.phone, request.text)
        return Receipt(number = entered)
    }
}
