import { isTransient, MAX_RETRIES, type Outcome, waitBeforeRetry } from "./retryPolicy.js";
import type { Webhook } from "./webhook.js";

const ATTEMPT_TIMEOUT_MS = 10_000;

export type Send = (url: string, init: RequestInit) => Promise<{ status: number }>;
export type Sleep = (ms: number) => Promise<void>;

const sleepFor: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the endpoint took the webhook; gives up after five attempts. */
export async function deliver(webhook: Webhook, send: Send = fetch, sleep: Sleep = sleepFor): Promise<boolean> {
  let outcome = await attempt(webhook, send);
  for (let retry = 1; retry <= MAX_RETRIES && isTransient(outcome); retry++) {
    await sleep(waitBeforeRetry(retry));
    outcome = await attempt(webhook, send);
  }
  return "status" in outcome && outcome.status < 400;
}

async function attempt(webhook: Webhook, send: Send): Promise<Outcome> {
  try {
    const { status } = await send(webhook.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Webhook-Id": webhook.id, "Webhook-Event": webhook.event },
      body: JSON.stringify(webhook.payload),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    return { status };
  } catch (error) {
    return { error };
  }
}
