const FIRST_WAIT_MS = 1_000;

/** How often a delivery is tried again. */
const MAX_ATTEMPTS = 5;

/** What passes between one attempt and the next. */
export const WAITS_MS: readonly number[] = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => FIRST_WAIT_MS << index);

export type Outcome = { status: number } | { error: unknown };

/** Rate limits, server errors and connections that failed pass; everything else is for good. */
export function isTransient(outcome: Outcome): boolean {
  return !("status" in outcome && outcome.status !== 429 && outcome.status < 500);
}
