export const en = {
  stop: {
    zone: (zone: string) => `Zone ${zone}`,
    showOnMap: "Show on map",
  },
  departures: {
    title: "Departures",
    loading: "Loading departures…",
    failed: "Departures could not be loaded",
    tryAgain: "Try again",
    none: "No more departures today",
    minutes: (minutes: number) => (minutes < 1 ? "now" : `${minutes} min`),
  },
};
