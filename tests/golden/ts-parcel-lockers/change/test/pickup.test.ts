import { beforeEach, expect, test } from "vitest";

import { ParcelStore } from "../src/parcels/parcelStore.js";
import { Pickup } from "../src/parcels/pickup.js";

let opened: string[];
let sent: { phone: string; text: string }[];
let now: Date;
let pickup: Pickup;

beforeEach(async () => {
  opened = [];
  sent = [];
  now = new Date("2026-05-20T18:00:00Z");
  const parcels = new ParcelStore();
  parcels.add({ id: "p1", recipientPhone: "+4930123456", status: "in transit" });
  pickup = new Pickup(
    parcels,
    { open: async (compartmentId) => void opened.push(compartmentId) },
    { send: async (phone, text) => void sent.push({ phone, text }) },
    () => now,
  );
  await pickup.deposit("p1", "A-07");
});

function code(): string {
  return /\d{6}/.exec(sent[0]?.text ?? "")?.[0] ?? "";
}

test("the recipient gets a code", () => {
  expect(sent).toHaveLength(1);
  expect(sent[0]?.phone).toBe("+4930123456");
});

test("the code opens the compartment", async () => {
  await pickup.collect("p1", code());
  expect(opened).toEqual(["A-07"]);
});

test("a parcel is collected once", async () => {
  await pickup.collect("p1", code());
  await expect(pickup.collect("p1", code())).rejects.toMatchObject({ status: 409 });
  expect(opened).toHaveLength(1);
});

test("a parcel can be collected on the third day", async () => {
  now = new Date("2026-05-23T18:00:00Z");
  await pickup.collect("p1", code());
  expect(opened).toEqual(["A-07"]);
});

test("after that it goes back", async () => {
  now = new Date("2026-05-23T18:00:01Z");
  await expect(pickup.collect("p1", code())).rejects.toMatchObject({ status: 410 });
  expect(opened).toEqual([]);
});
