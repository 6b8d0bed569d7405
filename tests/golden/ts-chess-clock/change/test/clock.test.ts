import { beforeEach, describe, expect, test } from "vitest";

import { Clock, type TimeControl } from "../src/index.js";

const SECOND = 1_000;
const FIVE_MINUTES = 300 * SECOND;

let time: number;

beforeEach(() => {
  time = 0;
});

function started(control: TimeControl): Clock {
  const clock = new Clock(control, () => time);
  clock.start();
  return clock;
}

function press(clock: Clock, afterSeconds: number): void {
  time += afterSeconds * SECOND;
  clock.press();
}

test("only the time of the player whose turn it is runs", () => {
  const clock = started({ base: FIVE_MINUTES });
  press(clock, 10);
  press(clock, 20);
  time += 5 * SECOND;
  expect(clock.remaining("white")).toBe(285 * SECOND);
  expect(clock.remaining("black")).toBe(280 * SECOND);
});

test("nothing runs before the start", () => {
  const clock = new Clock({ base: FIVE_MINUTES }, () => time);
  press(clock, 10);
  expect(clock.remaining("white")).toBe(FIVE_MINUTES);
});

describe("increment", () => {
  test("is added from the first move on", () => {
    const clock = started({ base: FIVE_MINUTES, increment: 3 * SECOND });
    press(clock, 10);
    expect(clock.remaining("white")).toBe(293 * SECOND);
  });

  test("is added for each move", () => {
    const clock = started({ base: FIVE_MINUTES, increment: 3 * SECOND });
    for (let move = 0; move < 4; move++) {
      press(clock, 1);
    }
    expect(clock.remaining("white")).toBe(304 * SECOND);
    expect(clock.remaining("black")).toBe(304 * SECOND);
  });
});

describe("delay", () => {
  test.each([
    [4, 300],
    [5, 300],
    [7, 298],
  ])("pressing after %d s leaves %d s", (afterSeconds, left) => {
    const clock = started({ base: FIVE_MINUTES, delay: 5 * SECOND });
    press(clock, afterSeconds);
    expect(clock.remaining("white")).toBe(left * SECOND);
  });
});

describe("the time of a player runs out", () => {
  test("they have lost", () => {
    const clock = started({ base: 60 * SECOND });
    time = 60 * SECOND - 1;
    expect(clock.loser).toBeUndefined();
    time = 60 * SECOND;
    expect(clock.loser).toBe("white");
  });

  test("pressing does not help", () => {
    const clock = started({ base: 60 * SECOND, increment: 10 * SECOND });
    press(clock, 61);
    time += 30 * SECOND;
    expect(clock.loser).toBe("white");
    expect(clock.remaining("white")).toBe(0);
    expect(clock.remaining("black")).toBe(60 * SECOND);
  });
});
