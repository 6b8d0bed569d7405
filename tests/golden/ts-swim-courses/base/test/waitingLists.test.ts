import { beforeEach, expect, test } from "vitest";

import { Courses } from "../src/courses/courses.js";
import { WaitingLists } from "../src/waiting/waitingLists.js";

let waiting: WaitingLists;

beforeEach(() => {
  const courses = new Courses();
  courses.add({ id: "crawl", name: "Front crawl", freePlaces: 0 });
  courses.add({ id: "dive", name: "Diving", freePlaces: 1 });
  waiting = new WaitingLists(courses);
});

test("nobody waits for a course with free places", () => {
  expect(() => waiting.join("ana", "dive")).toThrow(expect.objectContaining({ status: 409 }));
});

test("who came first is next", () => {
  const first = waiting.join("ana", "crawl");
  waiting.join("ben", "crawl");
  expect(waiting.next("crawl")?.swimmerId).toBe("ana");
  waiting.leave(first.id, "ana");
  expect(waiting.next("crawl")?.swimmerId).toBe("ben");
});
