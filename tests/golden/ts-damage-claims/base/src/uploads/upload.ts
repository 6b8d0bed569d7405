import { z } from "zod";

const MEBIBYTE = 1024 ** 2;

export const upload = z.strictObject({
  uploadId: z.uuid(),
  fileName: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[^/\\]*$/),
  mediaType: z.enum(["image/jpeg", "image/png", "application/pdf"]),
  size: z
    .int()
    .positive()
    .max(10 * MEBIBYTE),
});

export type Upload = z.infer<typeof upload>;
