const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function format(ms: number): string {
  const seconds = Math.trunc((ms % MINUTE) / SECOND);
  const minutes = Math.trunc((ms % HOUR) / MINUTE);
  if (ms < MINUTE) {
    return `0:${twoDigits(seconds)}.${Math.trunc((ms % SECOND) / 100)}`;
  }
  if (ms < HOUR) {
    return `${minutes}:${twoDigits(seconds)}`;
  }
  return `${Math.trunc(ms / HOUR)}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
