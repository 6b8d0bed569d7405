package workshop

import jakarta.validation.constraints.NotBlank

/** What every request of a customer has. */
abstract class ContactRequest {
    @get:NotBlank
    abstract val phone: String
}
