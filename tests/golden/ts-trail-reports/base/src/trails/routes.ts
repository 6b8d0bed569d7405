import { Router } from "express";

import type { Trails } from "./trails.js";

export function trailRoutes(trails: Trails): Router {
  const router = Router();
  router.get("/trails", (_request, response) => {
    response.json(trails.all());
  });
  router.get("/trails/:trailId", (request, response) => {
    response.json(trails.get(request.params.trailId));
  });
  return router;
}
