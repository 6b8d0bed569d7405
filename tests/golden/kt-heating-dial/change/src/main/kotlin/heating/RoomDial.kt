package heating

/** What a guest can set. */
class RoomDial(private val valve: Valve, private var halves: Int = COMFORTABLE) {
    private val allowed = COLDEST until WARMEST + 1

    val display: String
        get() = "${halves / 2}.${if (halves % 2 == 0) 0 else 5} °C"

    fun plus() = turnBy(1)

    fun minus() = turnBy(-1)

    private fun turnBy(step: Int) {
        val next = halves + step
        if (next in allowed) {
            halves = next
            valve.aimAt(next)
        }
    }
}
