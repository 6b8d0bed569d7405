import { randomInt } from "node:crypto";

import { Router } from "express";

import { limited } from "./limited.js";
import type { Sms } from "./sms.js";

const MOBILE = /^\+47[49][0-9]{7}$/;

export function codes(sms: Sms): Router {
  const router = Router();
  router.post("/codes", limited("codes"), async (request, response) => {
    const number: unknown = request.body?.number;
    if (typeof number !== "string" || !MOBILE.test(number)) {
      response.status(422).end();
      return;
    }
    // TODO: Danish and Swedish numbers, once the provider has them
    const code = randomInt(10 ** 6)
      .toString()
      .padStart(6, "0");
    await sms.send(number, `Your code is ${code}`);
    response.status(202).end();
  });
  return router;
}
