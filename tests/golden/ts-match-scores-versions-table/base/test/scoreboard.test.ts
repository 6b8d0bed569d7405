import { expect, test } from "vitest";

import { CollectingPublisher } from "../src/events/publisher.js";
import { Scoreboard } from "../src/scores/scoreboard.js";

test("a goal is published", () => {
  const publisher = new CollectingPublisher();
  new Scoreboard({ id: "m1", home: "Nord", away: "Ost", phase: "running" }, publisher).enter("away");
  expect(publisher.published[0]?.data).toEqual({ matchId: "m1", score: "0:1" });
});
