import express, { type Express } from "express";

import { coordinationRoutes } from "./coordination/routes.js";
import { shiftRoutes } from "./shifts/routes.js";
import type { Shifts } from "./shifts/shift.js";
import { SignUps } from "./shifts/signUps.js";
import { signedIn, type Volunteer } from "./volunteers/volunteer.js";

export interface FoodBank {
  readonly volunteers: ReadonlyMap<string, Volunteer>;
  readonly shifts: Shifts;
  readonly now?: () => Date;
}

export function createApp({ volunteers, shifts, now = () => new Date() }: FoodBank): Express {
  const app = express();
  app.use(express.json());
  app.use(signedIn(volunteers));
  app.use(coordinationRoutes(shifts));
  app.use("/shifts", shiftRoutes({ shifts, signUps: new SignUps(), now }));
  return app;
}
