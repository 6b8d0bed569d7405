import type { Texts } from "./en";

export const de: Texts = {
  loading: "Lädt…",
  projects: { title: "Projekte" },
  invoices: { title: "Rechnungen" },
  search: { title: "Suche" },
};
