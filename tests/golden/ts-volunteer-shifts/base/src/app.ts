import express, { type Express } from "express";

import { coordinationRoutes } from "./coordination/routes.js";
import type { Shifts } from "./shifts/shift.js";
import { signedIn, type Volunteer } from "./volunteers/volunteer.js";

export interface FoodBank {
  readonly volunteers: ReadonlyMap<string, Volunteer>;
  readonly shifts: Shifts;
}

export function createApp({ volunteers, shifts }: FoodBank): Express {
  const app = express();
  app.use(express.json());
  app.use(signedIn(volunteers));
  app.use(coordinationRoutes(shifts));
  return app;
}
