import { COLUMNS, ROWS, seatId } from "../hall";

interface Props {
  /** Seats of others. */
  taken: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
}

const seats = Array.from({ length: ROWS * COLUMNS }, (_, index) => seatId(Math.floor(index / COLUMNS), index % COLUMNS));

export function SeatPlan({ taken, chosen }: Props) {
  return (
    <div role="listbox" aria-label="Seats">
      {seats.map((seat) => (
        <span key={seat} role="option" aria-selected={chosen.has(seat)} aria-disabled={taken.has(seat)} />
      ))}
    </div>
  );
}
