import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { InvoiceList } from "../src/components/InvoiceList";
import { ProjectList } from "../src/components/ProjectList";
import { SearchResults } from "../src/components/SearchResults";

test("no projects: a title and a way to begin", () => {
  render(<ProjectList items={[]} />);
  expect(screen.getByText("No projects yet")).toBeDefined();
  expect(screen.getByRole("button", { name: "Create a project" }).getAttribute("href")).toBe("/projects/new");
});

test("no invoices: no button", () => {
  render(<InvoiceList items={[]} />);
  expect(screen.getByText("Invoices appear here on the first day of each month")).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

test("nothing found: the query is repeated, shortened", () => {
  render(<SearchResults query={"x".repeat(50)} results={[]} />);
  expect(screen.getByText(`Nothing found for “${"x".repeat(40)}”`)).toBeDefined();
});

test("nothing is said while a list is loading", () => {
  render(<ProjectList items={undefined} />);
  expect(screen.queryByRole("status")).toBeNull();
});
