export const en = {
  stop: {
    zone: (zone: string) => `Zone ${zone}`,
    showOnMap: "Show on map",
  },
  failure: {
    of: (what: string) => `${what} could not be loaded`,
    again: "Try again",
  },
};
