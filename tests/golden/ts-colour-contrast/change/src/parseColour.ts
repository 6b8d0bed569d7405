import type { Rgb } from "./rgb.js";

export class ColourError extends Error {
  override readonly name = "ColourError";

  constructor(readonly text: string) {
    super(`Not a colour: ${text}`);
  }
}

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

export function parseColour(text: string): Rgb {
  if (!HEX.test(text)) {
    throw new ColourError(text);
  }
  const digits = text.slice(1);
  const width = digits.length / 3;
  const channel = (index: number) => {
    const part = digits.slice(index * width, (index + 1) * width);
    return Number.parseInt(width === 1 ? part + part : part, 16);
  };
  return { red: channel(0), green: channel(1), blue: channel(2) };
}
