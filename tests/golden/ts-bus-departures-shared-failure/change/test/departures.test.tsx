// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { Departures } from "../src/departures/Departures.js";
import type { Departure } from "../src/departures/departuresApi.js";

afterEach(cleanup);

function bus(line: string, seconds: number): Departure {
  const leavesAt = new Date(Date.now() + seconds * 1_000).toISOString();
  return { tripId: `${line}-${seconds}`, line, destination: "Harbour", leavesAt };
}

function show(...departures: Departure[]) {
  const load = async () => departures;
  render(<Departures stopId="s1" load={load} />);
}

test("a departure has its line, destination and minutes", async () => {
  show(bus("42", 330));
  expect((await screen.findByRole("listitem")).textContent).toBe("42 Harbour 5 min");
});

test("a bus that is about to leave leaves now", async () => {
  show(bus("42", 30));
  expect((await screen.findByRole("listitem")).textContent).toBe("42 Harbour now");
});

test("the first eight are shown in their order", async () => {
  show(...[9, 3, 7, 1, 5, 2, 8, 4, 6].map((minute) => bus(String(minute), minute * 60 + 30)));
  const lines = (await screen.findAllByRole("listitem")).map((item) => item.querySelector("b")?.textContent);
  expect(lines).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
});

test("nothing leaves any more", async () => {
  show();
  expect(await screen.findByText("No more departures today")).toBeDefined();
});

test("loading is told", () => {
  const load = () => new Promise<Departure[]>(() => {});
  render(<Departures stopId="s1" load={load} />);
  expect(screen.getByRole("status").textContent).toBe("Loading departures…");
});

test("what failed can be loaded again", async () => {
  const answers = [Promise.reject(new Error("503")), Promise.resolve([bus("42", 330)])];
  const load = () => answers.shift()!;
  render(<Departures stopId="s1" load={load} />);
  (await screen.findByRole("button")).click();
  expect(await screen.findByRole("listitem")).toBeDefined();
});
