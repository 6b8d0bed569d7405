package heating

fun interface Valve {
    /** Heats or cools to so many half degrees. */
    fun aimAt(halves: Int)
}
