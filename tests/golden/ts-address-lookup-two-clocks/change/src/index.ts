export type { Address } from "./address.js";
export { LookupFailed, LookupTimedOut } from "./errors.js";
export { lookup } from "./lookup.js";
export type { Options } from "./options.js";
