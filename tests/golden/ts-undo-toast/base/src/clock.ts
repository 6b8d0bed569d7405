import { useEffect, useRef } from "react";

/** Calls back at every tick, as long as the component is mounted. */
export function useTicks(callback: () => void): void {
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    const timer = setInterval(() => latest.current(), 250);
    return () => clearInterval(timer);
  }, []);
}
