import { beforeEach, expect, test } from "vitest";

import { Courses } from "../src/courses/courses.js";
import { forgetEntries, nightly } from "../src/nightly.js";
import { WaitingLists } from "../src/waiting/waitingLists.js";

const refused = expect.objectContaining({ status: 409 });

let now: Date;
let waiting: WaitingLists;

beforeEach(() => {
  now = new Date("2026-10-10T12:00:00Z");
  const courses = new Courses();
  for (let i = 1; i <= 6; i++) {
    courses.add({ id: `c${i}`, name: `Course ${i}`, freePlaces: 0 });
  }
  waiting = new WaitingLists(courses, () => now);
});

test("nobody waits twice for a course", () => {
  const { id } = waiting.join("ana", "c1");
  expect(() => waiting.join("ana", "c1")).toThrow(refused);
  waiting.leave(id, "ana");
  waiting.join("ana", "c1");
});

test("the sixth waiting list is refused", () => {
  for (let i = 1; i <= 5; i++) {
    waiting.join("ana", `c${i}`);
  }
  expect(() => waiting.join("ana", "c6")).toThrow(refused);
  waiting.join("ben", "c6");
});

test("old entries are forgotten, open ones never", () => {
  const old = waiting.join("ana", "c1");
  const open = waiting.join("ana", "c2");
  waiting.leave(old.id, "ana");
  now = new Date("2026-11-09T03:00:00Z");
  nightly([forgetEntries(waiting, () => now)], () => {});
  expect(waiting.all()).toEqual([open]);
});
