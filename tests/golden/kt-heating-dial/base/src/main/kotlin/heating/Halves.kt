package heating

// Temperatures are whole numbers of half degrees Celsius everywhere, as the valves want them.

const val COLDEST = 10
const val COMFORTABLE = 40
const val WARMEST = 60
