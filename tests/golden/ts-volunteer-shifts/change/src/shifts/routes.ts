import { Router } from "express";

import { volunteerOf } from "../volunteers/volunteer.js";
import { Refused, type Rota, signUp } from "./signUp.js";

export function shiftRoutes(rota: Rota): Router {
  const router = Router();

  router.get("/", (_request, response) => {
    response.json(
      rota.shifts.after(rota.now()).map((shift) => ({
        id: shift.id,
        place: shift.place,
        begin: shift.begin,
        end: shift.end,
        freePlaces: rota.signUps.freePlaces(shift),
      })),
    );
  });

  router.post("/:shiftId/sign-ups", (request, response) => {
    const shift = rota.shifts.get(request.params.shiftId);
    if (shift === undefined) {
      response.sendStatus(404);
      return;
    }
    try {
      const { signUp: made, isNew } = signUp(rota, volunteerOf(response).id, shift);
      response.status(isNew ? 201 : 200).json(made);
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      response.status(409).json({ message: error.message });
    }
  });

  return router;
}
