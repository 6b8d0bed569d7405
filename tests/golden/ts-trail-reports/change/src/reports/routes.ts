import { Router } from "express";
import { z } from "zod";

import { Problem } from "../http/problem.js";
import { userIdOf } from "../http/signedIn.js";
import type { Trails } from "../trails/trails.js";
import { KINDS, type Report, type ReportStore } from "./reportStore.js";

const REPORTS_A_DAY = 10;
const DAY_MS = 86_400_000;

const Body = z.object({ kind: z.enum(KINDS), text: z.string().min(1).max(1_000) });

export function reportRoutes(trails: Trails, reports: ReportStore): Router {
  const router = Router();

  router.post("/trails/:trailId/reports", (request, response) => {
    const trail = trails.get(request.params.trailId);
    const body = Body.safeParse(request.body);
    if (!body.success) {
      throw new Problem(422, "A report has a kind and a text");
    }
    const userId = userIdOf(response);
    if (reports.countOf(userId, DAY_MS) >= REPORTS_A_DAY) {
      throw new Problem(429, "Thank you! That is enough for today");
    }
    const report = reports.add({ ...body.data, trailId: trail.id, reportedBy: userId });
    response.status(201).json(shown(report));
  });

  router.get("/trails/:trailId/reports", (request, response) => {
    const trail = trails.get(request.params.trailId);
    response.json(reports.of(trail.id).map(shown));
  });

  return router;
}

function shown({ id, kind, text, at }: Report) {
  return { id, kind, text, at: at.toISOString() };
}
