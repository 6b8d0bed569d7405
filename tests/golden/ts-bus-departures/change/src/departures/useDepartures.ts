import { useEffect, useState } from "react";

import { type Departure, fetchDepartures } from "./departuresApi.js";

export type DeparturesState =
  | { readonly status: "loading" }
  | { readonly status: "failed" }
  | { readonly status: "ready"; readonly departures: readonly Departure[] };

export function useDepartures(stopId: string, load = fetchDepartures): DeparturesState {
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
  }, [stopId, load]);

  return state;
}
