import { Item } from './types';

export async function find(data: unknown): Promise<Item> {
  return load(data);
}
