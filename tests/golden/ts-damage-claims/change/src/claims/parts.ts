import { z } from "zod";

import { cents, day, line } from "../fields.js";
import { upload } from "../uploads/upload.js";

const MOST_FOR_AN_ITEM = 5_000_000;

export const damagedItem = z.strictObject({
  description: line(3, 200),
  value: cents.max(MOST_FOR_AN_ITEM),
  boughtOn: day.optional(),
});

export const attachment = upload;

export type DamagedItem = z.infer<typeof damagedItem>;
export type Attachment = z.infer<typeof attachment>;
