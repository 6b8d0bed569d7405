/** As the mailing service wants it: consent is refused until somebody gives it. */
export interface Subscription {
  address: string;
  noConsent: boolean;
}

export const EMPTY: Subscription = { address: "", noConsent: true };

export async function send(subscription: Subscription): Promise<void> {
  const response = await fetch("/api/subscriptions", { method: "POST", body: JSON.stringify(subscription) });
  if (!response.ok) throw new Error(`the subscription was refused with ${response.status}`);
}
