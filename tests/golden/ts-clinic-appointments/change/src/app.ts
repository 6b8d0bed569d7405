import express, { type Express } from "express";

import { Appointments } from "./booking/appointments.js";
import { bookingRoutes } from "./booking/routes.js";
import type { MailQueue } from "./mails.js";
import type { Person } from "./people/person.js";
import { personOf, signedIn } from "./people/signedIn.js";
import type { Slots } from "./slots/slots.js";

export interface Clinic {
  readonly people: ReadonlyMap<string, Person>;
  readonly slots: Slots;
  readonly mails: MailQueue;
}

export function createApp(clinic: Clinic): Express {
  const app = express();
  app.use(express.json());
  app.use(signedIn(clinic.people));
  app.get("/me", (_request, response) => {
    response.json(personOf(response));
  });
  app.use(bookingRoutes({ slots: clinic.slots, mails: clinic.mails, appointments: new Appointments() }));
  return app;
}
