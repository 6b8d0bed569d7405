import { beforeEach, expect, test } from "vitest";

import { InMemoryBus } from "../src/bus/bus.js";
import { createLibrary } from "../src/library.js";

const copy = { id: "c-7", titleId: "t-1", branch: "Harbour" };

let bus: InMemoryBus;
let library: ReturnType<typeof createLibrary>;

beforeEach(() => {
  bus = new InMemoryBus();
  library = createLibrary(bus);
});

function hold(id: string, placedAt: string, state: "waiting" | "cancelled" = "waiting") {
  library.holds.save({ id, readerId: `reader of ${id}`, titleId: "t-1", placedAt, state });
}

test("the reader who has waited longest is told", async () => {
  hold("tuesday", "2026-02-24T09:00:00Z");
  hold("monday", "2026-02-23T18:00:00Z");
  await library.desk.accept(copy, "2026-03-02");
  expect(bus.published).toEqual([
    {
      type: "hold.ready",
      id: expect.any(String),
      occurredAt: expect.any(String),
      holdId: "monday",
      readerId: "reader of monday",
      branch: "Harbour",
      collectBy: "2026-03-09",
    },
  ]);
  expect(library.stacks.copies).toEqual([]);
});

test("a cancelled hold gets nothing", async () => {
  hold("monday", "2026-02-23T18:00:00Z", "cancelled");
  await library.desk.accept(copy, "2026-03-02");
  expect(bus.published).toEqual([]);
  expect(library.stacks.copies).toEqual([copy]);
});

test("what is not collected goes to the next reader", async () => {
  hold("monday", "2026-02-23T18:00:00Z");
  hold("tuesday", "2026-02-24T09:00:00Z");
  await library.desk.accept(copy, "2026-03-02");
  await library.nightly("2026-03-09");
  expect(bus.published).toHaveLength(1);
  await library.nightly("2026-03-10");
  expect(bus.published.slice(1)).toMatchObject([
    { type: "hold.lapsed", holdId: "monday" },
    { type: "hold.ready", holdId: "tuesday", collectBy: "2026-03-17" },
  ]);
  await library.nightly("2026-03-11");
  expect(bus.published).toHaveLength(3);
});

test("what nobody wants goes to the stacks", async () => {
  hold("monday", "2026-02-23T18:00:00Z");
  await library.desk.accept(copy, "2026-03-02");
  await library.nightly("2026-03-10");
  expect(library.stacks.copies).toEqual([copy]);
});

test("events do not tell the book", async () => {
  hold("monday", "2026-02-23T18:00:00Z");
  await library.desk.accept(copy, "2026-03-02");
  await library.nightly("2026-03-10");
  expect(JSON.stringify(bus.published)).not.toMatch(/t-1|c-7/);
});
