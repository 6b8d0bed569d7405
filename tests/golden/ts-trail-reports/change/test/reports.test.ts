import request from "supertest";
import { beforeEach, expect, test } from "vitest";

import { ReportStore } from "../src/reports/reportStore.js";
import { service } from "../src/service.js";
import { Trails } from "../src/trails/trails.js";

const path = "/trails/ridge/reports";
const fallenTree = { kind: "tree", text: "A beech lies across the path." };

let now: Date;
let reports: ReportStore;
let app: ReturnType<typeof service>;

beforeEach(() => {
  now = new Date("2026-04-01T10:00:00Z");
  reports = new ReportStore(() => now);
  const sessions = { userOf: (token: string) => (token === "t1" ? "ana" : undefined) };
  app = service(sessions, new Trails([{ id: "ridge", name: "Ridge walk", metres: 8_200 }]), reports);
});

function report(body: object = fallenTree) {
  return request(app).post(path).set("Authorization", "Bearer t1").send(body);
}

test("a report is stored and shown, the newest first", async () => {
  const { body: first } = await report().expect(201);
  const { body: second } = await report({ kind: "sign", text: "The sign is gone." }).expect(201);
  const { body: all } = await request(app).get(path).set("Authorization", "Bearer t1").expect(200);
  expect(all.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
});

test("strangers report nothing", async () => {
  await request(app).post(path).send(fallenTree).expect(401);
  expect(reports.of("ridge")).toEqual([]);
});

test.each([{}, { kind: "cow", text: "It moos." }, { kind: "tree", text: "" }, { kind: "tree", text: "x".repeat(1_001) }])(
  "%j is no report",
  async (body) => {
    await report(body).expect(422);
  },
);

test("the eleventh report of a day is refused, and the next day none", async () => {
  for (let i = 0; i < 10; i++) {
    await report().expect(201);
  }
  await report().expect(429);
  now = new Date("2026-04-02T10:00:01Z");
  await report().expect(201);
});

test("nothing is cached, and long bodies are not read", async () => {
  const answer = await report({ kind: "tree", text: "x".repeat(17_000) }).expect(413);
  expect(answer.get("Cache-Control")).toBe("no-store");
});
