const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** How long to wait after so many requests without a result. */
export function waitMs(requests: number, retryAfter: string | null): number {
  if (retryAfter !== null) {
    return Number(retryAfter) * 1_000;
  }
  return Math.min(FIRST_MS * 2 ** (requests - 1), LONGEST_MS);
}
