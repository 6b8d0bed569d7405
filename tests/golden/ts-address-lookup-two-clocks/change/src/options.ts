export interface Options {
  readonly baseUrl: string;
  readonly requestTimeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export type Settings = Required<Omit<Options, "signal">>;

const DEFAULTS = { requestTimeoutMs: 5_000, totalTimeoutMs: 20_000 };

export function settingsOf({ signal: _signal, ...options }: Options): Settings {
  const settings = { ...DEFAULTS, ...options };
  for (const name of ["requestTimeoutMs", "totalTimeoutMs"] as const) {
    if (!(settings[name] > 0)) {
      throw new RangeError(`${name} must be above zero`);
    }
  }
  return settings;
}
