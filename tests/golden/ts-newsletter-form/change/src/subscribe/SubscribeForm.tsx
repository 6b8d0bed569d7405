import { type FormEvent, useState } from "react";

import { isBlocked } from "./rules";
import { EMPTY, send } from "./subscription";

export function SubscribeForm() {
  const [subscription, setSubscription] = useState(EMPTY);
  const [sent, setSent] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    await send(subscription);
    setSent(true);
  }

  if (sent) return <p role="status">Check your inbox</p>;
  return (
    <form onSubmit={submit}>
      <input
        aria-label="E-mail"
        value={subscription.address}
        onChange={(event) => setSubscription({ ...subscription, address: event.target.value })}
      />
      <label>
        <input
          type="checkbox"
          checked={!subscription.noConsent}
          onChange={(event) => setSubscription({ ...subscription, noConsent: !event.target.checked })}
        />
        I agree to the privacy policy
      </label>
      <button disabled={isBlocked(subscription)}>Subscribe</button>
    </form>
  );
}
