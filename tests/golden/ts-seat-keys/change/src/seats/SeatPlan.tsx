import { COLUMNS, ROWS, seatId } from "../hall";
import { useSeatKeys } from "./useSeatKeys";

interface Props {
  /** Seats of others. */
  taken: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
  onChoose: (seats: ReadonlySet<string>) => void;
}

const seats = Array.from({ length: ROWS * COLUMNS }, (_, index) => seatId(Math.floor(index / COLUMNS), index % COLUMNS));

export function SeatPlan({ taken, chosen, onChoose }: Props) {
  const { focused, press } = useSeatKeys(taken, chosen, onChoose);
  return (
    <div role="listbox" aria-label="Seats" tabIndex={0} aria-activedescendant={focused} onKeyDown={press}>
      {seats.map((seat) => (
        <span key={seat} id={seat} role="option" aria-selected={chosen.has(seat)} aria-disabled={taken.has(seat)} />
      ))}
    </div>
  );
}
