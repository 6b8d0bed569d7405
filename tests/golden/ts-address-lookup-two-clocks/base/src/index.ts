export type { Address } from "./address.js";
export { lookup, type Options } from "./lookup.js";
