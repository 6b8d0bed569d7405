import { setTimeout as sleep } from "node:timers/promises";

import type { Address } from "./address.js";
import { waitMs } from "./backoff.js";
import { LookupFailed, LookupTimedOut } from "./errors.js";
import { type Options, type Settings, settingsOf } from "./options.js";

const BUSY = new Set([429, 503]);

type Answer = { status: number; retryAfter: string | null; body: string };

/** Asks until there is an answer. */
export async function lookup(postcode: string, options: Options): Promise<Address[]> {
  const settings = settingsOf(options);
  const end = AbortSignal.timeout(settings.totalTimeoutMs);
  const caller = options.signal;
  try {
    return await answered(postcode, settings, caller ? AbortSignal.any([caller, end]) : end);
  } catch (error) {
    throw caller?.aborted || !end.aborted ? error : new LookupTimedOut(settings.totalTimeoutMs);
  }
}

async function answered(postcode: string, settings: Settings, signal: AbortSignal): Promise<Address[]> {
  const url = new URL(`/v1/addresses/${encodeURIComponent(postcode)}`, settings.baseUrl);
  for (let requests = 1; ; requests++) {
    const answer = await request(url, settings, signal);
    if (answer !== undefined && !BUSY.has(answer.status)) {
      return addressesOf(answer);
    }
    await sleep(waitMs(requests, answer?.retryAfter ?? null), undefined, { signal });
  }
}

/** Undefined where there is no answer: the connection failed, or the service took too long. */
async function request(url: URL, settings: Settings, signal: AbortSignal): Promise<Answer | undefined> {
  const timeout = AbortSignal.timeout(settings.requestTimeoutMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, timeout]) });
    return {
      status: response.status,
      retryAfter: response.headers.get("Retry-After"),
      body: await response.text(),
    };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function addressesOf({ status, body }: Answer): Address[] {
  if (status === 404) {
    return [];
  }
  if (status >= 400) {
    throw new LookupFailed(status);
  }
  return JSON.parse(body) as Address[];
}
