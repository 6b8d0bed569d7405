import { z } from 'zod';

export interface CreateItem {
  title: string;
}
export interface Item extends CreateItem {
  id: string;
}
export const itemInput = z.object({ title: z.string() });
export type ItemInput = z.infer<typeof itemInput>;
