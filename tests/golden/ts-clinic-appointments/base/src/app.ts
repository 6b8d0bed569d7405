import express, { type Express } from "express";

import type { Person } from "./people/person.js";
import { personOf, signedIn } from "./people/signedIn.js";

export interface Clinic {
  readonly people: ReadonlyMap<string, Person>;
}

export function createApp(clinic: Clinic): Express {
  const app = express();
  app.use(express.json());
  app.use(signedIn(clinic.people));
  app.get("/me", (_request, response) => {
    response.json(personOf(response));
  });
  return app;
}
