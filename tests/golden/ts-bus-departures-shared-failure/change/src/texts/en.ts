export const en = {
  stop: {
    zone: (zone: string) => `Zone ${zone}`,
    showOnMap: "Show on map",
  },
  failure: {
    of: (what: string) => `${what} could not be loaded`,
    again: "Try again",
  },
  departures: {
    title: "Departures",
    loading: "Loading departures…",
    none: "No more departures today",
    minutes: (minutes: number) => (minutes < 1 ? "now" : `${minutes} min`),
  },
};
