import { z } from "zod";

export const day = z.iso.date();

export const policyNumber = z.string().regex(/^HH-\d{8}$/);

/** An amount in cents */
export const cents = z.int().positive();

export function line(least: number, most: number) {
  return z.string().trim().min(least).max(most);
}
