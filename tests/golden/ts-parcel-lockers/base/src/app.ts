import express, { type Express } from "express";

import { problems } from "./http/problem.js";
import type { ParcelStore } from "./parcels/parcelStore.js";

export interface Services {
  parcels: ParcelStore;
}

export function createApp({ parcels }: Services): Express {
  const app = express();
  app.use(express.json());

  app.get("/parcels/:parcelId", (request, response) => {
    const { id, status } = parcels.get(request.params.parcelId);
    response.json({ id, status });
  });

  app.use(problems);
  return app;
}
