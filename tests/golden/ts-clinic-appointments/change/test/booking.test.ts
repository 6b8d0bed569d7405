import request from "supertest";
import { beforeEach, expect, test } from "vitest";

import { createApp } from "../src/app.js";
import { MailQueue } from "../src/mails.js";
import { Slots } from "../src/slots/slots.js";

const flu = { name: "Influenza, high dose", minimumAge: 60 };
const tetanus = { name: "Tetanus", minimumAge: 18 };
const people = new Map(
  [
    { id: "ana", email: "ana@example.com", bornOn: "1966-10-05" },
    { id: "bo", email: "bo@example.com", bornOn: "1966-10-06" },
    { id: "cem", email: "cem@example.com", bornOn: "1950-01-31" },
  ].map((person) => [person.id, person]),
);

let mails: MailQueue;
let app: ReturnType<typeof createApp>;

beforeEach(() => {
  mails = new MailQueue();
  const slots = new Slots([
    { id: "s-2", vaccine: flu, day: "2026-10-05", time: "10:00" },
    { id: "s-1", vaccine: flu, day: "2026-10-05", time: "09:20" },
    { id: "s-3", vaccine: tetanus, day: "2026-10-06", time: "08:00" },
  ]);
  app = createApp({ people, slots, mails });
});

const book = (person: string, slotId: string) =>
  request(app).post("/appointments").set("X-Person-Id", person).send({ slotId });

async function free(): Promise<string[]> {
  const { body } = await request(app).get("/slots").set("X-Person-Id", "ana").expect(200);
  return body.map((slot: { id: string }) => slot.id);
}

test("free slots are listed by time", async () => {
  expect(await free()).toEqual(["s-1", "s-2", "s-3"]);
});

test("a booked slot is not free any more", async () => {
  await book("cem", "s-1").expect(201);
  expect(await free()).toEqual(["s-2", "s-3"]);
  expect(mails.waiting).toEqual([
    { to: "cem@example.com", subject: "Your vaccination: Influenza, high dose", text: "We expect you on 2026-10-05 at 09:20." },
  ]);
});

test("a slot is booked once", async () => {
  await book("cem", "s-1").expect(201);
  await book("ana", "s-1").expect(409);
  await book("ana", "s-99").expect(409);
});

test("the age is that on the day of the slot", async () => {
  await book("bo", "s-1").expect(422);
  await book("ana", "s-2").expect(201);
});

test("nobody books a vaccine twice", async () => {
  await book("cem", "s-1").expect(201);
  await book("cem", "s-2").expect(422);
  await book("cem", "s-3").expect(201);
});

test("a refused booking sends nothing", async () => {
  await book("bo", "s-1").expect(422);
  expect(mails.waiting).toEqual([]);
});
