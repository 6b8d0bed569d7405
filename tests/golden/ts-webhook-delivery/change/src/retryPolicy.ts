const FIRST_WAIT_MS = 1_000;

/** At most five attempts in all. */
export const MAX_RETRIES = 5;

export type Outcome = { status: number } | { error: unknown };

/** Rate limits, server errors and connections that failed pass; everything else is for good. */
export function isTransient(outcome: Outcome): boolean {
  if ("error" in outcome) {
    return true;
  }
  return outcome.status === 429 || outcome.status >= 500;
}

export function waitBeforeRetry(retry: number): number {
  return FIRST_WAIT_MS * 2 ** (retry - 1);
}
