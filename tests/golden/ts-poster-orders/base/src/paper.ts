/** Area in square millimetres; A0 is one square metre, and each further size half of the one before. */
const A0_MM2 = 1_000_000;

export type Size = "A0" | "A1" | "A2" | "A3";

export function areaMm2(size: Size): number {
  return A0_MM2 / 2 ** Number(size.slice(1));
}
