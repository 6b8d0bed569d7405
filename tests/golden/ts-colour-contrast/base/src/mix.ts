import type { Rgb } from "./rgb.js";

/** `share` of the one colour, and the rest of the other. */
export function mix(one: Rgb, other: Rgb, share = 0.5): Rgb {
  const between = (a: number, b: number) => Math.round(a * share + b * (1 - share));
  return {
    red: between(one.red, other.red),
    green: between(one.green, other.green),
    blue: between(one.blue, other.blue),
  };
}
