export const en = {
  loading: "Loading…",
  projects: {
    title: "Projects",
    empty: { title: "No projects yet", action: "Create a project" },
  },
  invoices: {
    title: "Invoices",
    empty: { title: "No invoices yet", text: "Invoices appear here on the first day of each month" },
  },
  search: {
    title: "Search",
    empty: (query: string) => `Nothing found for “${query}”`,
  },
};

export type Texts = typeof en;
