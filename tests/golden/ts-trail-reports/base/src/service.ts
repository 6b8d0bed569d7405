import type { Express } from "express";

import { createApp } from "./http/app.js";
import type { Sessions } from "./http/signedIn.js";
import { trailRoutes } from "./trails/routes.js";
import type { Trails } from "./trails/trails.js";

export function service(sessions: Sessions, trails: Trails): Express {
  return createApp(sessions, [trailRoutes(trails)]);
}
