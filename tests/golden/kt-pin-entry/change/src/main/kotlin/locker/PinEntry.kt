package locker

/** The keypad of one locker. */
class PinEntry(private val pin: String) {
    var state = PinState()
        private set

    fun press(digit: Char) {
        if (state.locked) return
        val entered = state.digits + digit
        when {
            entered.length < PIN_LENGTH -> state = state.copy(digits = entered, open = false)
            entered == pin -> state = PinState(open = true)
            else -> wrong()
        }
    }

    private fun wrong() {
        val left = state.triesLeft - 1
        state = PinState(
            triesLeft = left,
            message = if (left == 0) "Locked. Ask at the desk." else "Tries left: $left",
        )
    }
}
