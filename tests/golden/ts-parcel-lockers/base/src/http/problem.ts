import type { ErrorRequestHandler } from "express";

/** What a client did wrong, with the status that tells it so. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const problems: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Problem) {
    response.status(error.status).json({ title: error.message });
    return;
  }
  next(error);
};
