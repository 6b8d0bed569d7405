package garden

import java.time.LocalDate

/** Who has to be watered on a day. */
class WateringPlan(private val weather: Weather) {
    fun on(day: LocalDate, plants: Collection<Plant>): List<Plant> =
        plants.filterNot { it.wellOn(day) }.sortedWith(compareBy(Plant::indoors, Plant::name))

    private fun Plant.wellOn(day: LocalDate) = rainedOn(day) || watered != null && day < watered.plusDays(need.days)

    /** Yesterday's rain is what counts, as today's may still come. */
    private fun Plant.rainedOn(day: LocalDate) = !indoors && weather.rainOn(day.minusDays(1)) * 10 >= Weather.SOAKED
}
