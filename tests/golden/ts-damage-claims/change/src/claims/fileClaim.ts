import { randomUUID } from "node:crypto";

import { type Claim, claimForm } from "./claim.js";
import type { Claims } from "./claims.js";

/** Throws a ZodError for a form that is not complete. */
export function fileClaim(claims: Claims<Claim>, form: unknown, now = new Date()): Claim {
  const reportedAt = now.toISOString();
  const complete = claimForm(reportedAt.slice(0, 10)).parse(form);
  const claim: Claim = { ...complete, id: randomUUID(), reportedAt };
  claims.add(claim);
  return claim;
}
