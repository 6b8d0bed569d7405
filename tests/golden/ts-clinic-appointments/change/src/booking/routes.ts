import { type ErrorRequestHandler, Router } from "express";

import { personOf } from "../people/signedIn.js";
import type { Slot } from "../slots/slot.js";
import { bookAppointment, type Booking, SlotNotFree } from "./bookAppointment.js";
import { NotEligible } from "./eligibility.js";

export function bookingRoutes(booking: Booking): Router {
  const router = Router();

  router.get("/slots", (_request, response) => {
    response.json(booking.slots.all().sort(byTime).map(view));
  });

  router.post("/appointments", (request, response) => {
    const slotId: unknown = request.body?.slotId;
    if (typeof slotId !== "string") {
      response.status(400).json({ message: "slotId is missing" });
      return;
    }
    const { id, slot } = bookAppointment(booking, personOf(response), slotId);
    response.status(201).json({ id, slot: view(slot) });
  });

  router.use(refused);
  return router;
}

function byTime(a: Slot, b: Slot): number {
  return `${a.day} ${a.time}`.localeCompare(`${b.day} ${b.time}`);
}

function view({ id, vaccine, day, time }: Slot) {
  return { id, vaccine: vaccine.name, minimumAge: vaccine.minimumAge, day, time };
}

const refused: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof SlotNotFree) {
    response.status(409).json({ message: error.message });
  } else if (error instanceof NotEligible) {
    response.status(422).json({ message: error.message });
  } else {
    next(error);
  }
};
