import { en } from "../texts/en.js";
import { Failure } from "../ui/Failure.js";
import { type Departure, fetchDepartures } from "./departuresApi.js";
import { useDepartures } from "./useDepartures.js";

const LAST = 7;
const MINUTE_MS = 60_000;

const texts = en.departures;

interface Props {
  stopId: string;
  load?: typeof fetchDepartures;
}

export function Departures({ stopId, load = fetchDepartures }: Props) {
  const [state, again] = useDepartures(stopId, load);
  return (
    <section>
      <h2>{texts.title}</h2>
      {state.status === "loading" && <p role="status">{texts.loading}</p>}
      {state.status === "failed" && <Failure what={texts.title} again={again} />}
      {state.status === "ready" && <Board departures={state.departures} />}
    </section>
  );
}

function Board({ departures }: { departures: readonly Departure[] }) {
  if (departures.length === 0) {
    return <p>{texts.none}</p>;
  }
  const next = [...departures].sort((a, b) => Date.parse(a.leavesAt) - Date.parse(b.leavesAt)).slice(0, LAST + 1);
  return (
    <ol>
      {next.map(({ tripId, line, destination, leavesAt }) => (
        <li key={tripId}>
          <b>{line}</b> {destination} <time dateTime={leavesAt}>{texts.minutes(minutesUntil(leavesAt))}</time>
        </li>
      ))}
    </ol>
  );
}

function minutesUntil(time: string): number {
  return Math.floor((Date.parse(time) - Date.now()) / MINUTE_MS);
}
