import type { Express } from "express";

import { createApp } from "./http/app.js";
import type { Sessions } from "./http/signedIn.js";
import { ReportStore } from "./reports/reportStore.js";
import { reportRoutes } from "./reports/routes.js";
import { trailRoutes } from "./trails/routes.js";
import type { Trails } from "./trails/trails.js";

export function service(sessions: Sessions, trails: Trails, reports = new ReportStore()): Express {
  return createApp(sessions, [trailRoutes(trails), reportRoutes(trails, reports)]);
}
