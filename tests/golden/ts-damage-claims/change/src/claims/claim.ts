import { z } from "zod";

import { day, line, policyNumber } from "../fields.js";
import { attachment, damagedItem } from "./parts.js";

const MOST_FOR_A_CLAIM = 10_000_000;

const always = {
  policyNumber,
  damagedOn: day,
  items: z.array(damagedItem).min(1).max(30),
  attachments: z.array(attachment).max(10).default([]),
};

const byCause = z.discriminatedUnion("cause", [
  z.strictObject({ ...always, cause: z.literal("theft"), policeReference: line(1, 40) }),
  z.strictObject({ ...always, cause: z.enum(["water", "fire", "storm"]) }),
]);

/** What policy holders send; days in this form sort as text. */
export function claimForm(today: string) {
  return byCause
    .refine((form) => form.damagedOn <= today, { path: ["damagedOn"], error: "lies in the future" })
    .refine((form) => form.items.every(({ boughtOn }) => boughtOn === undefined || boughtOn <= form.damagedOn), {
      path: ["items"],
      error: "bought after the damage",
    })
    .refine((form) => form.items.reduce((sum, { value }) => sum + value, 0) <= MOST_FOR_A_CLAIM, {
      path: ["items"],
      error: "worth more than we insure",
    });
}

export type ClaimForm = z.infer<typeof byCause>;
export type Claim = ClaimForm & { readonly id: string; readonly reportedAt: string };
