package workshop

import jakarta.validation.constraints.Size

data class RepairRequest(override val phone: String, private val problem: String) : ContactRequest() {
    @get:Size(min = 10, max = 500)
    val text: String
        get() = problem.trim()
}
