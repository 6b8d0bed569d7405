import { type Response, Router } from "express";

import type { WaitingLists } from "./waitingLists.js";

export function waitingRoutes(waiting: WaitingLists): Router {
  const router = Router();

  router.post("/courses/:courseId/entries", (request, response) => {
    const entry = waiting.join(swimmerId(response), request.params.courseId);
    response.status(201).json({ id: entry.id });
  });

  router.delete("/entries/:entryId", (request, response) => {
    waiting.leave(request.params.entryId, swimmerId(response));
    response.status(204).end();
  });

  return router;
}

function swimmerId(response: Response): string {
  return response.locals.swimmerId;
}
