import express, { type Express, type Router } from "express";

import { problems } from "./problem.js";
import { signedIn, type Sessions } from "./signedIn.js";

/** The service with its routes, of which none is open to strangers. */
export function createApp(sessions: Sessions, routers: readonly Router[]): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  app.use(signedIn(sessions));
  app.use(express.json({ limit: "16kb" }));
  for (const router of routers) {
    app.use(router);
  }
  app.use(problems);
  return app;
}
