export { contrast, formatRatio } from "./contrast.js";
export { type Level, level, type TextStyle } from "./level.js";
export { mix } from "./mix.js";
export { ColourError, parseColour } from "./parseColour.js";
export { type Rgb, toHex } from "./rgb.js";
