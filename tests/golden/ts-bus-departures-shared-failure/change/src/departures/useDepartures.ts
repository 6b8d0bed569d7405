import { useEffect, useReducer, useState } from "react";

import { type Departure, fetchDepartures } from "./departuresApi.js";

export type DeparturesState =
  | { readonly status: "loading" }
  | { readonly status: "failed" }
  | { readonly status: "ready"; readonly departures: readonly Departure[] };

/** What is known of the departures, and what loads them once more. */
export function useDepartures(stopId: string, load = fetchDepartures): [DeparturesState, () => void] {
  const [attempt, again] = useReducer((count: number) => count + 1, 0);
  const [state, setState] = useState<DeparturesState>({ status: "loading" });

  useEffect(() => {
    const abort = new AbortController();
    const show = (next: DeparturesState) => {
      if (!abort.signal.aborted) {
        setState(next);
      }
    };
    show({ status: "loading" });
    load(stopId, abort.signal).then(
      (departures) => show({ status: "ready", departures }),
      () => show({ status: "failed" }),
    );
    return () => abort.abort();
  }, [stopId, load, attempt]);

  return [state, again];
}
