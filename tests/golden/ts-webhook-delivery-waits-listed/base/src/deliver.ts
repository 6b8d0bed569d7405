import type { Webhook } from "./webhook.js";

export type Send = (url: string, init: RequestInit) => Promise<{ status: number }>;

export async function deliver(webhook: Webhook, send: Send = fetch): Promise<boolean> {
  const { status } = await send(webhook.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Webhook-Id": webhook.id, "Webhook-Event": webhook.event },
    body: JSON.stringify(webhook.payload),
  });
  return status < 400;
}
