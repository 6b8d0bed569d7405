export const en = {
  loading: "Loading…",
  projects: { title: "Projects" },
  invoices: { title: "Invoices" },
  search: { title: "Search" },
};

export type Texts = typeof en;
