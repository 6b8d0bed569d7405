import { expect, test } from "vitest";

import { toValuation, type ValuationRow } from "../src/valuations/valuation.js";
import { ValuationStore } from "../src/valuations/valuationStore.js";
import { FakeDatabase } from "./fakeDatabase.js";

const row: ValuationRow = {
  id: 7,
  object_id: 3,
  amount: 12_500.5,
  currency: "EUR",
  valued_on: "2024-03-31",
  expert: "Dr. Okafor",
};

test("a row becomes a valuation", () => {
  expect(toValuation(row)).toEqual({
    id: 7,
    objectId: 3,
    amount: 12_500.5,
    currency: "EUR",
    valuedOn: "2024-03-31",
    expert: "Dr. Okafor",
  });
});

test("an object can be worth nothing", () => {
  expect(toValuation({ ...row, amount: 0 }).amount).toBe(0);
});

test("the expert need not name an amount", async () => {
  const database = new FakeDatabase();
  await new ValuationStore(database).enter({ objectId: 3, amount: null, valuedOn: "2024-03-31", expert: "Dr. Okafor" });
  expect(database.asked[0]?.parameters).toEqual([3, null, null, "2024-03-31", "Dr. Okafor"]);
});

test("the current valuation is the first of the newest", async () => {
  const database = new FakeDatabase([row]);
  expect(await new ValuationStore(database).current(3)).toMatchObject({ id: 7 });
  expect(database.asked[0]?.sql).toContain("ORDER BY valued_on DESC, id DESC LIMIT 1");
});

test("an object without valuations has no current one", async () => {
  expect(await new ValuationStore(new FakeDatabase()).current(3)).toBeUndefined();
});
