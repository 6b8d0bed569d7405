import { Router } from "express";

import type { Shifts } from "../shifts/shift.js";
import { volunteerOf } from "../volunteers/volunteer.js";

export function coordinationRoutes(shifts: Shifts): Router {
  const router = Router();

  router.put("/coordination/shifts/:shiftId", (request, response) => {
    if (!volunteerOf(response).coordinates) {
      response.sendStatus(403);
      return;
    }
    const { place, begin, end, places } = request.body;
    shifts.put({ id: request.params.shiftId, place, begin: new Date(begin), end: new Date(end), places });
    response.sendStatus(204);
  });

  return router;
}
