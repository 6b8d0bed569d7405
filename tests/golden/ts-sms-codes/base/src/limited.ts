import type { RequestHandler } from "express";

import { quotas } from "./quotas.js";

/** Refuses calls over the quota; a refused call uses nothing up. */
export function limited(name: keyof typeof quotas, now: () => number = Date.now): RequestHandler {
  const { calls, seconds } = quotas[name];
  const allowed = new Map<string, number[]>();
  return (request, response, next) => {
    const address = request.ip ?? "";
    const since = now() - seconds * 1000;
    const recent = (allowed.get(address) ?? []).filter((at) => at >= since);
    if (recent.length >= calls) {
      response.status(429).end();
      return;
    }
    allowed.set(address, [...recent, now()]);
    next();
  };
}
