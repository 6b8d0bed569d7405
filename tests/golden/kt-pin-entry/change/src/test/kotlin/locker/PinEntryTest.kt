package locker

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class PinEntryTest {
    private val entry = PinEntry("4711")

    private fun enter(pin: String) = pin.forEach(entry::press)

    @Test
    fun `five wrong PINs lock`() {
        repeat(4) { enter("0000") }
        assertEquals("Tries left: 1", entry.state.message)
        enter("0000")
        assertEquals("Locked. Ask at the desk.", entry.state.message)
        enter("4711")
        assertFalse(entry.state.open)
    }

    @Test
    fun `a right PIN gives the tries back`() {
        enter("0000")
        enter("4711")
        assertTrue(entry.state.open)
        assertEquals(5, entry.state.triesLeft)
    }
}
