import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, expect, test } from "vitest";

import { waitMs } from "../src/backoff.js";
import { lookup, LookupFailed, LookupTimedOut } from "../src/index.js";
import { settingsOf } from "../src/options.js";

const addresses = [{ street: "Lange Voorhout", number: "8", city: "Den Haag" }];

let server: Server;
let baseUrl: string;
let answers: { status: number; headers?: Record<string, string> }[];
let times: number[];

beforeEach(async () => {
  answers = [];
  times = [];
  server = createServer((_request, response) => {
    times.push(performance.now());
    const { status, headers } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end(JSON.stringify(addresses));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

test("a busy service is asked again", async () => {
  answers = [{ status: 503 }, { status: 503 }];
  expect(await lookup("2514 GL", { baseUrl })).toEqual(addresses);
  expect(times).toHaveLength(3);
});

test("the service says when to come again", async () => {
  answers = [{ status: 429, headers: { "Retry-After": "1" } }];
  await lookup("2514 GL", { baseUrl });
  expect(times[1]! - times[0]!).toBeGreaterThan(950);
});

test.each([
  [1, null, 500],
  [2, null, 1_000],
  [9, null, 8_000],
  [1, "3", 3_000],
])("after %i requests and Retry-After %s it waits %i ms", (requests, retryAfter, expected) => {
  expect(waitMs(requests, retryAfter)).toBe(expected);
});

test("a waiting lookup can be aborted", async () => {
  answers = [{ status: 503, headers: { "Retry-After": "60" } }];
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await expect(lookup("2514 GL", { baseUrl, signal: controller.signal })).rejects.toThrow(/abort/i);
  expect(times).toHaveLength(1);
});

test("a lookup has 20 seconds unless the caller says otherwise", () => {
  expect(settingsOf({ baseUrl }).totalTimeoutMs).toBe(20_000);
  expect(settingsOf({ baseUrl, totalTimeoutMs: 90_000 }).totalTimeoutMs).toBe(90_000);
  expect(new LookupTimedOut(20_000).message).toContain("within 20000 ms");
});

test("an unknown postcode has no addresses", async () => {
  answers = [{ status: 404 }];
  expect(await lookup("0000 XX", { baseUrl })).toEqual([]);
});

test("other statuses are errors", async () => {
  answers = [{ status: 403 }];
  await expect(lookup("2514 GL", { baseUrl })).rejects.toThrow(LookupFailed);
  expect(times).toHaveLength(1);
});
