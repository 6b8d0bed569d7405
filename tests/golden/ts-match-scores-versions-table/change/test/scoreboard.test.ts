import { beforeEach, expect, test } from "vitest";

import { CollectingPublisher } from "../src/events/publisher.js";
import type { Match } from "../src/matches/match.js";
import { NotRunning, Scoreboard } from "../src/scores/scoreboard.js";

let match: Match;
let publisher: CollectingPublisher;
let board: Scoreboard;

beforeEach(() => {
  match = { id: "m1", home: "Nord", away: "Ost", phase: "running" };
  publisher = new CollectingPublisher();
  board = new Scoreboard(match, publisher);
});

test("a goal is published with the score after it", () => {
  board.enter({ id: "g1", side: "home", minute: 12 });
  board.enter({ id: "g2", side: "away", minute: 40 });
  expect(publisher.published.map(({ type }) => type)).toEqual(["match.scored", "match.scored"]);
  expect(publisher.published.map(({ data }) => data)).toEqual([
    { matchId: "m1", goalId: "g1", minute: 12, home: 1, away: 0 },
    { matchId: "m1", goalId: "g2", minute: 40, home: 1, away: 1 },
  ]);
});

test("a goal that is sent twice counts once", () => {
  board.enter({ id: "g1", side: "home", minute: 12 });
  board.enter({ id: "g1", side: "home", minute: 12 });
  expect(board.score).toEqual({ home: 1, away: 0 });
  expect(publisher.published).toHaveLength(1);
});

test.each(["planned", "over"] as const)("a match that is %s has no goals", (phase) => {
  match.phase = phase;
  expect(() => board.enter({ id: "g1", side: "home", minute: 91 })).toThrow(NotRunning);
  expect(publisher.published).toEqual([]);
});

test("a goal is taken back once", () => {
  board.enter({ id: "g1", side: "home", minute: 12 });
  board.enter({ id: "g2", side: "away", minute: 40 });
  board.enter({ id: "g3", side: "home", minute: 77 });
  board.takeBack("g3");
  board.takeBack("g3");
  board.takeBack("g9");
  expect(publisher.published.slice(3)).toEqual([
    expect.objectContaining({ type: "match.corrected", data: { matchId: "m1", goalId: "g3", home: 1, away: 1 } }),
  ]);
});
