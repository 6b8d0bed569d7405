import { deliver } from "./deliver.js";
import type { Webhook } from "./webhook.js";

export interface DeliveryLog {
  record(webhookId: string, delivered: boolean): Promise<void>;
}

export async function drain(queue: AsyncIterable<Webhook>, log: DeliveryLog): Promise<void> {
  for await (const webhook of queue) {
    await log.record(webhook.id, await deliver(webhook));
  }
}
