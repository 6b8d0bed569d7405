import type { Customer } from "./customer.js";
import { areaMm2, type Size } from "./paper.js";

const CENTS_PER_M2 = 4_000;
const MM2_PER_M2 = 1_000_000;

const steps = [
  { from: 50, percent: 80 },
  { from: 10, percent: 90 },
] as const;

/** What the copies of a poster cost, in cents. */
export function price(size: Size, copies: number, customer: Customer): number {
  if (!(Number.isInteger(copies) && copies > 0)) {
    throw new RangeError(`${copies} copies cannot be printed`);
  }
  const each = (CENTS_PER_M2 * areaMm2(size)) / MM2_PER_M2;
  return Math.round((each * copies * percent(copies, customer)) / 100);
}

// TODO: let the office change the steps without a release
function percent(copies: number, { reduced = false }: Customer): number {
  const ofCopies = steps.find(({ from }) => !(copies < from))?.percent ?? 100;
  return reduced ? Math.min(ofCopies, 85) : ofCopies;
}
