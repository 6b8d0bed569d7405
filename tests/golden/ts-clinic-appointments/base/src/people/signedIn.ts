import type { RequestHandler, Response } from "express";

import type { Person } from "./person.js";

export function signedIn(people: ReadonlyMap<string, Person>): RequestHandler {
  return (request, response, next) => {
    const person = people.get(request.header("X-Person-Id") ?? "");
    if (person === undefined) {
      response.sendStatus(401);
      return;
    }
    response.locals.person = person;
    next();
  };
}

export function personOf(response: Response): Person {
  return response.locals.person as Person;
}
