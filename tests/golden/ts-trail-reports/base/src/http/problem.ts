import type { ErrorRequestHandler } from "express";

export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Tells clients what they did wrong, and nothing about what we did wrong. */
export const problems: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = typeof error?.status === "number" ? error.status : 500;
  response.status(status).json({ title: status < 500 ? error.message : "Something went wrong" });
};
