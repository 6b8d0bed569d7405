import request from "supertest";
import { beforeEach, expect, test } from "vitest";

import { createApp } from "../src/app.js";
import { Shifts } from "../src/shifts/shift.js";

const volunteers = new Map(
  ["ada", "ben", "cleo"].map((id) => [id, { id, name: id, coordinates: false }]),
);

let now: Date;
let app: ReturnType<typeof createApp>;

beforeEach(() => {
  now = new Date("2026-10-20T08:00:00Z");
  const shifts = new Shifts();
  const add = (id: string, begin: string, end: string, places: number) =>
    shifts.put({ id, place: "Depot", begin: new Date(begin), end: new Date(end), places });
  add("noon", "2026-10-21T12:00:00Z", "2026-10-21T15:00:00Z", 1);
  add("morning", "2026-10-21T09:00:00Z", "2026-10-21T12:00:00Z", 2);
  add("long", "2026-10-21T11:00:00Z", "2026-10-21T17:00:00Z", 5);
  add("past", "2026-10-20T08:00:00Z", "2026-10-20T10:00:00Z", 5);
  app = createApp({ volunteers, shifts, now: () => now });
});

const signUp = (volunteer: string, shift: string) =>
  request(app).post(`/shifts/${shift}/sign-ups`).set("X-Volunteer", volunteer);
const list = async () => (await request(app).get("/shifts").set("X-Volunteer", "ada").expect(200)).body;

test("shifts that have not begun are listed, the earliest first", async () => {
  expect((await list()).map((shift: { id: string }) => shift.id)).toEqual(["morning", "long", "noon"]);
});

test("signing up takes a place", async () => {
  const { body } = await signUp("ada", "morning").expect(201);
  expect(body).toEqual({ shiftId: "morning", volunteerId: "ada", signedUpAt: "2026-10-20T08:00:00.000Z" });
  expect((await list())[0]).toEqual({
    id: "morning",
    place: "Depot",
    begin: "2026-10-21T09:00:00.000Z",
    end: "2026-10-21T12:00:00.000Z",
    freePlaces: 1,
  });
});

test("a full shift is refused", async () => {
  await signUp("ada", "noon").expect(201);
  await signUp("ben", "noon").expect(409);
});

test("a shift that has begun is refused", async () => {
  await signUp("ada", "past").expect(409);
});

test("shifts that overlap are refused, those that touch are not", async () => {
  await signUp("ada", "morning").expect(201);
  await signUp("ada", "long").expect(409);
  await signUp("ada", "noon").expect(201);
});

test("signing up again changes nothing", async () => {
  await signUp("ada", "noon").expect(201);
  now = new Date("2026-10-21T12:30:00Z");
  const { body } = await signUp("ada", "noon").expect(200);
  expect(body.signedUpAt).toBe("2026-10-20T08:00:00.000Z");
});

test("there is no such shift", async () => {
  await signUp("ada", "night").expect(404);
});
