export const en = {
  stop: {
    zone: (zone: string) => `Zone ${zone}`,
    showOnMap: "Show on map",
  },
};
