/** What the players agreed on before the game; all times in milliseconds. */
export interface TimeControl {
  readonly base: number;
  readonly increment?: number;
  readonly delay?: number;
}

const SECOND = 1_000;

export const RAPID: TimeControl = { base: 15 * 60 * SECOND, increment: 10 * SECOND };
export const BLITZ: TimeControl = { base: 3 * 60 * SECOND, increment: 2 * SECOND };
export const US_DELAY: TimeControl = { base: 25 * 60 * SECOND, delay: 5 * SECOND };
