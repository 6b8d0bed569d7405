import type { RequestHandler, Response } from "express";

import { Problem } from "./problem.js";

export interface Sessions {
  userOf(token: string): string | undefined;
}

export function signedIn(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    const [, token] = /^Bearer (\S+)$/.exec(request.get("Authorization") ?? "") ?? [];
    const userId = token && sessions.userOf(token);
    if (!userId) {
      throw new Problem(401, "Sign in first");
    }
    response.locals.userId = userId;
    next();
  };
}

export function userIdOf(response: Response): string {
  return response.locals.userId;
}
