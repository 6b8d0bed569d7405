interface Environment {
  VITE_SERVER?: string;
  VITE_AUTOSAVE_SECONDS?: string;
}

/** What can be configured; a draft is saved after half a minute. */
export function settings(environment: Environment) {
  return {
    server: environment.VITE_SERVER ?? "/api",
    autosaveSeconds: Number(environment.VITE_AUTOSAVE_SECONDS ?? 2),
  };
}
