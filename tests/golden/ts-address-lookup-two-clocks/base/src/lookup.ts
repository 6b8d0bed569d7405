import type { Address } from "./address.js";

export interface Options {
  readonly baseUrl: string;
}

export async function lookup(postcode: string, { baseUrl }: Options): Promise<Address[]> {
  const response = await fetch(new URL(`/v1/addresses/${encodeURIComponent(postcode)}`, baseUrl));
  if (!response.ok) {
    throw new Error(`the address service answered ${response.status}`);
  }
  return (await response.json()) as Address[];
}
