const DAY_MS = 24 * 60 * 60 * 1000;
const LIFETIME_DAYS = 2;

export interface Permit {
  readonly id: string;
  readonly household: string;
  readonly plate: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

export function endOf(validFrom: Date): Date {
  return new Date(validFrom.getTime() + LIFETIME_DAYS * DAY_MS);
}

export function hasEnded(permit: Permit, now: Date): boolean {
  return permit.validUntil <= now;
}
