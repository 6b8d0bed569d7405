import type { Texts } from "./en";

export const de: Texts = {
  loading: "Lädt…",
  projects: {
    title: "Projekte",
    empty: { title: "Noch keine Projekte", action: "Projekt anlegen" },
  },
  invoices: {
    title: "Rechnungen",
    empty: { title: "Noch keine Rechnungen", text: "Rechnungen erscheinen hier am Ersten jedes Monats" },
  },
  search: {
    title: "Suche",
    empty: (query: string) => `Nichts gefunden für „${query}“`,
  },
};
