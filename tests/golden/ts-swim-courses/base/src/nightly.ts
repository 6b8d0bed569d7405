export interface Job {
  readonly name: string;
  run(): void;
}

/** Started by the scheduler of the platform, every day at 03:00 UTC. */
export function nightly(jobs: readonly Job[], log: (line: string) => void = console.log): void {
  for (const job of jobs) {
    job.run();
    log(`${job.name}: done`);
  }
}
