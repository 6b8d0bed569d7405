import { beforeEach, expect, test } from "vitest";
import { ZodError } from "zod";

import type { Claim } from "../src/claims/claim.js";
import { Claims } from "../src/claims/claims.js";
import { fileClaim } from "../src/claims/fileClaim.js";

const NOW = new Date("2026-02-16T21:30:00Z");
const roof = { description: "Skylight", value: 84_000 };
const storm = { policyNumber: "HH-00412345", cause: "storm", damagedOn: "2026-02-16", items: [roof] };
const photo = {
  uploadId: "0b6c1a36-7b0e-4d0a-9a7e-0c6f3a1f2b11",
  fileName: "roof.jpg",
  mediaType: "image/jpeg",
  size: 10_485_760,
};

let claims: Claims<Claim>;

beforeEach(() => {
  claims = new Claims();
});

const send = (form: object) => fileClaim(claims, form, NOW);

test("a complete form is stored", () => {
  const claim = send({ ...storm, attachments: [photo] });
  expect(claim).toMatchObject({ ...storm, reportedAt: "2026-02-16T21:30:00.000Z" });
  expect(claim.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(claims.all()).toEqual([claim]);
});

test("attachments can be left out", () => {
  expect(send(storm).attachments).toEqual([]);
});

test("white space does not count", () => {
  expect(send({ ...storm, items: [{ ...roof, description: "  Sky  " }] }).items[0]!.description).toBe("Sky");
});

test("a theft has the reference of the police", () => {
  expect(send({ ...storm, cause: "theft", policeReference: "2026/118" })).toMatchObject({ policeReference: "2026/118" });
});

test.each([
  ["a theft without reference", { cause: "theft" }],
  ["an empty reference", { cause: "theft", policeReference: "  " }],
  ["a reference without theft", { cause: "water", policeReference: "2026/118" }],
  ["another cause", { cause: "earthquake" }],
  ["a damage of tomorrow", { damagedOn: "2026-02-17" }],
  ["no day", { damagedOn: "2026-02-30" }],
  ["another policy", { policyNumber: "HH-412345" }],
  ["no items", { items: [] }],
  ["31 items", { items: Array(31).fill(roof) }],
  ["an item for nothing", { items: [{ ...roof, value: 0 }] }],
  ["parts of a cent", { items: [{ ...roof, value: 99.5 }] }],
  ["an item above 50,000 euros", { items: [{ ...roof, value: 5_000_001 }] }],
  ["120,000 euros together", { items: Array(3).fill({ ...roof, value: 4_000_000 }) }],
  ["bought after the damage", { items: [{ ...roof, boughtOn: "2026-02-17" }] }],
  ["an unknown field", { phone: "555" }],
  ["an unknown field of an item", { items: [{ ...roof, colour: "red" }] }],
  ["an id", { id: "0b6c1a36-7b0e-4d0a-9a7e-0c6f3a1f2b11" }],
  ["an attachment that is too large", { attachments: [{ ...photo, size: 10_485_761 }] }],
  ["a path as file name", { attachments: [{ ...photo, fileName: "../roof.jpg" }] }],
])("%s is refused", (_, wrong) => {
  expect(() => send({ ...storm, ...wrong })).toThrow(ZodError);
  expect(claims.all()).toEqual([]);
});
