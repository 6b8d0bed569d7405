import { type KeyboardEvent, useState } from "react";

import { COLUMNS, ROWS, seatId } from "../hall";

type Seats = ReadonlySet<string>;

/** The seat that has the focus, and what a key does to it. */
export function useSeatKeys(taken: Seats, chosen: Seats, onChoose: (seats: Seats) => void) {
  const [row, setRow] = useState(0);
  const [column, setColumn] = useState(0);
  const focused = seatId(row, column);

  function toggle() {
    if (taken.has(focused)) return;
    const next = new Set(chosen);
    if (!next.delete(focused)) next.add(focused);
    onChoose(next);
  }

  function press(event: KeyboardEvent) {
    switch (event.key) {
      case "ArrowRight": return setColumn((column + 1) % COLUMNS);
      case "ArrowDown": return setRow(Math.min(row + 1, ROWS - 1));
      case "Enter": return toggle();
    }
  }

  return { focused, press };
}
