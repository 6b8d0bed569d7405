export { mix } from "./mix.js";
export { type Rgb, toHex } from "./rgb.js";
