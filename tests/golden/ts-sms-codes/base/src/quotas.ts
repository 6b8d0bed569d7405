/** Calls that a client address has, and in how many seconds. */
export const quotas = {
  search: { calls: 60, seconds: 60 },
  codes: { calls: 3, seconds: 3600 },
};
