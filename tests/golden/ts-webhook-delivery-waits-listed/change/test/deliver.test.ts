import { expect, test, vi } from "vitest";

import { deliver } from "../src/deliver.js";
import { isTransient } from "../src/retryPolicy.js";

const webhook = { id: "wh_1", url: "https://example.com/hook", event: "invoice.paid", payload: {} };

function endpoint(...statuses: number[]) {
  return vi.fn(async (_url: string, _init: RequestInit) => ({ status: statuses.shift() ?? 200 }));
}

test("a webhook arrives after two failures", async () => {
  const send = endpoint(503, 503, 200);
  const waits: number[] = [];
  expect(await deliver(webhook, send, async (ms) => void waits.push(ms))).toBe(true);
  expect(send).toHaveBeenCalledTimes(3);
  expect(waits).toEqual([1_000, 2_000]);
});

test("every attempt has the same id", async () => {
  const send = endpoint(500, 200);
  await deliver(webhook, send, async () => {});
  expect(send.mock.calls.map(([, init]) => new Headers(init.headers).get("Webhook-Id"))).toEqual(["wh_1", "wh_1"]);
});

test("a wrong address is not tried again", async () => {
  const send = endpoint(404);
  expect(await deliver(webhook, send, async () => {})).toBe(false);
  expect(send).toHaveBeenCalledTimes(1);
});

test("delivery is given up", async () => {
  const send = vi.fn(async () => ({ status: 500 }));
  expect(await deliver(webhook, send, async () => {})).toBe(false);
});

test.each([
  [429, true],
  [500, true],
  [400, false],
])("%i is transient: %s", (status, expected) => {
  expect(isTransient({ status })).toBe(expected);
});
