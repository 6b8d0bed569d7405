export { Clock, type Player } from "./clock.js";
export { format } from "./format.js";
export { BLITZ, RAPID, type TimeControl, US_DELAY } from "./timeControl.js";
