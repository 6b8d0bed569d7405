import type { RequestHandler, Response } from "express";

export interface Volunteer {
  readonly id: string;
  readonly name: string;
  readonly coordinates: boolean;
}

export function signedIn(volunteers: ReadonlyMap<string, Volunteer>): RequestHandler {
  return (request, response, next) => {
    const volunteer = volunteers.get(request.header("X-Volunteer") ?? "");
    if (volunteer === undefined) {
      response.sendStatus(401);
      return;
    }
    response.locals.volunteer = volunteer;
    next();
  };
}

export function volunteerOf(response: Response): Volunteer {
  return response.locals.volunteer as Volunteer;
}
