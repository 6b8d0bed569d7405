import { en as texts } from "../texts/en.js";
import type { Stop } from "./stop.js";

export function StopPage({ stop }: { stop: Stop }) {
  return (
    <main>
      <h1>{stop.name}</h1>
      <p>
        {texts.stop.zone(stop.zone)} · <a href={stop.mapUrl}>{texts.stop.showOnMap}</a>
      </p>
    </main>
  );
}
