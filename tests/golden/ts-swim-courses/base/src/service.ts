import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";

import type { Courses } from "./courses/courses.js";
import { Problem } from "./http/problem.js";
import type { Job } from "./nightly.js";
import { waitingRoutes } from "./waiting/routes.js";
import { WaitingLists } from "./waiting/waitingLists.js";

const problems: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Problem) {
    response.status(error.status).json({ title: error.message });
    return;
  }
  next(error);
};

/** The routes for the web server, and the jobs for the scheduler. */
export function service(swimmers: RequestHandler, courses: Courses): { app: Express; jobs: Job[] } {
  const waiting = new WaitingLists(courses);
  const app = express();
  app.use(swimmers, waitingRoutes(waiting), problems);
  return { app, jobs: [] };
}
