import { isTransient, type Outcome, WAITS_MS } from "./retryPolicy.js";
import type { Webhook } from "./webhook.js";

const ATTEMPT_TIMEOUT_S = 10;

export type Send = (url: string, init: RequestInit) => Promise<{ status: number }>;
export type Sleep = (ms: number) => Promise<void>;

const sleepFor: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the endpoint took the webhook. */
export async function deliver(webhook: Webhook, send: Send = fetch, sleep: Sleep = sleepFor): Promise<boolean> {
  let outcome = await attempt(webhook, send);
  for (const wait of WAITS_MS) {
    if (!isTransient(outcome)) {
      break;
    }
    await sleep(wait);
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
      signal: AbortSignal.timeout(1_000 * ATTEMPT_TIMEOUT_S),
    });
    return { status };
  } catch (error) {
    return { error };
  }
}
