package locker

const val PIN_LENGTH = 4

/** What the keypad shows. */
data class PinState(
    val digits: String = "",
    val triesLeft: Int = 5,
    val message: String = "",
    val open: Boolean = false,
) {
    val locked get() = triesLeft < 1
}
