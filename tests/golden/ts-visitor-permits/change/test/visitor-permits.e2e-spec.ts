import "reflect-metadata";

import type { INestApplication } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import request from "supertest";

import { AppModule } from "../src/app.module";
import { Tokens } from "../src/auth/tokens";
import { configure } from "../src/configure";

const FRIDAY = "2099-05-15T18:00:00.000Z";
const PATH = "/api/visitor-permits";

let app: INestApplication;

beforeEach(async () => {
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  app = configure(module.createNestApplication());
  await app.init();
  app.get(Tokens).issue("lind", "h-1");
  app.get(Tokens).issue("okoye", "h-2");
});

afterEach(() => app.close());

const create = (body: object = { plate: "kb-ar 204", validFrom: FRIDAY }) =>
  request(app.getHttpServer()).post(PATH).auth("lind", { type: "bearer" }).send(body);
const list = () => request(app.getHttpServer()).get(PATH).auth("lind", { type: "bearer" });
const withdraw = (id: string, token = "lind") =>
  request(app.getHttpServer()).delete(`${PATH}/${id}`).auth(token, { type: "bearer" });

it("creates a permit for two days", async () => {
  const answer = await create().expect(201);
  expect(answer.body).toEqual({
    id: expect.any(String),
    plate: "KBAR204",
    validFrom: FRIDAY,
    validUntil: "2099-05-17T18:00:00.000Z",
  });
});

it.each(["X", "ABCDE12345", "ÄB 12", 7])("refuses the plate %s", async (plate) => {
  await create({ plate, validFrom: FRIDAY }).expect(422);
});

it("has place for three", async () => {
  for (let number = 0; number < 3; number++) {
    await create().expect(201);
  }
  await create().expect(409);
  expect((await list()).body).toHaveLength(3);
});

it("does not count or list what has ended", async () => {
  await create({ plate: "OLD 1", validFrom: "2020-01-01T00:00:00Z" }).expect(201);
  expect((await list()).body).toEqual([]);
});

it("lists what ends first on top", async () => {
  await create({ plate: "LATE 1", validFrom: "2099-06-01T00:00:00Z" });
  await create({ plate: "SOON 1", validFrom: FRIDAY });
  expect((await list()).body).toMatchObject([{ plate: "SOON1" }, { plate: "LATE1" }]);
});

it("frees a place", async () => {
  const ids = [await create(), await create(), await create()].map((answer) => answer.body.id);
  await withdraw(ids[0]).expect(204);
  await create().expect(201);
});

it("leaves permits of other households alone", async () => {
  const { id } = (await create()).body;
  await withdraw(id, "okoye").expect(404);
  expect((await list()).body).toHaveLength(1);
});

it("demands a token", async () => {
  await request(app.getHttpServer()).get(PATH).expect(401);
  await request(app.getHttpServer()).post(PATH).send({ plate: "AB 1", validFrom: FRIDAY }).expect(401);
  await request(app.getHttpServer()).delete(`${PATH}/1`).expect(401);
});
