export const ROWS = 20;
export const COLUMNS = 12;

/** Names a place of the hall; both numbers begin at 0. */
export function seatId(row: number, column: number): string {
  return `${row}-${column}`;
}
