import express, { type Express } from "express";

import { problems } from "./http/problem.js";
import type { ParcelStore } from "./parcels/parcelStore.js";
import type { Pickup } from "./parcels/pickup.js";
import { pickupRoutes } from "./parcels/routes.js";

export interface Services {
  parcels: ParcelStore;
  pickup: Pickup;
}

export function createApp({ parcels, pickup }: Services): Express {
  const app = express();
  app.use(express.json());

  app.get("/parcels/:parcelId", (request, response) => {
    const { id, status } = parcels.get(request.params.parcelId);
    response.json({ id, status });
  });
  app.use("/parcels/:parcelId", pickupRoutes(pickup));

  app.use(problems);
  return app;
}
