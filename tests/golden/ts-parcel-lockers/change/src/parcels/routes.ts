import { type Request, type Response, Router } from "express";
import { z } from "zod";

import { Problem } from "../http/problem.js";
import type { Pickup } from "./pickup.js";

const NewDeposit = z.object({ compartmentId: z.string().min(1) });
const Entered = z.object({ code: z.string() });

type OfParcel = Request<{ parcelId: string }>;

export function pickupRoutes(pickup: Pickup): Router {
  const router = Router({ mergeParams: true });

  router.post("/deposit", async (request: OfParcel, response: Response) => {
    const { compartmentId } = read(NewDeposit, request.body);
    await pickup.deposit(request.params.parcelId, compartmentId);
    response.status(204).end();
  });

  router.post("/collect", async (request: OfParcel, response: Response) => {
    const { code } = read(Entered, request.body);
    await pickup.collect(request.params.parcelId, code);
    response.status(204).end();
  });

  return router;
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data } = schema.safeParse(body);
  if (!success) {
    throw new Problem(400, "The body is not as it should be");
  }
  return data;
}
