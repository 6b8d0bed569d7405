package garden

import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals

class WateringPlanTest {
    private val today = LocalDate.of(2026, 7, 14)
    private var rain = 0.0
    private val plan = WateringPlan { day -> if (day == today.minusDays(1)) rain else 0.0 }

    private fun names(vararg plants: Plant) = plan.on(today, plants.toList()).map { it.name }

    @Test
    fun `a plant is watered when its days are over`() {
        assertEquals(listOf("Fern", "Mint"), names(
            Plant("Mint", Need.THIRSTY, watered = today.minusDays(1)),
            Plant("Cactus", Need.FRUGAL, watered = today.minusDays(6)),
            Plant("Fern"),
        ))
    }

    @Test
    fun `rain waters what is outdoors`() {
        rain = 5.0
        assertEquals(listOf("Fern"), names(Plant("Rose"), Plant("Fern", indoors = true)))
    }

    @Test
    fun `a shower is not enough`() {
        rain = 4.9
        assertEquals(listOf("Rose", "Fern"), names(Plant("Fern", indoors = true), Plant("Rose")))
    }
}
