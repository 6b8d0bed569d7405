import { LARGEST_ORDER } from "../config";

export function countIsFine(count: number): boolean {
  return Number.isInteger(count) && count > 0 && count < LARGEST_ORDER + 1;
}

export const COUNT_MESSAGE = `You can order 1 to ${LARGEST_ORDER} tickets`;
