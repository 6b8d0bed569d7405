import { Request, Response } from 'express';
import { itemInput, Item } from './types';
import { find } from './store';

export const list = async (_req: Request, res: Response) => {
  const items: Item[] = await load();
  res.set('X-Count', '1');
  res.json(items);
};

export async function create(req: Request, res: Response) {
  const parsed = itemInput.safeParse(req.body);
  if (!parsed.success) {
    return res.status(400).json({ error: parsed.error });
  }
  const item = await find(parsed.data);
  return res.status(201).json(item);
}

export function remove(req: Request, res: Response) {
  res.sendStatus(204);
}

export function wrapped(req: Request, res: Response) {
  send(res, { id: 1 });
}
