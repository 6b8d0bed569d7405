import { contrast } from "./contrast.js";
import type { Rgb } from "./rgb.js";

export type Level = "AAA" | "AA" | "fail";

export interface TextStyle {
  readonly sizePx: number;
  readonly bold?: boolean;
}

const PX_PER_PT = 96 / 72;
const NORMAL = { AAA: 7, AA: 4.5 };
const LARGE = { AAA: 4.5, AA: 3 };

export function level(text: Rgb, background: Rgb, style: TextStyle): Level {
  const ratio = contrast(text, background);
  const least = isLarge(style) ? LARGE : NORMAL;
  if (ratio >= least.AAA) {
    return "AAA";
  }
  return ratio >= least.AA ? "AA" : "fail";
}

function isLarge({ sizePx, bold = false }: TextStyle): boolean {
  return sizePx >= (bold ? 14 : 18) * PX_PER_PT;
}
