import { useState } from "react";

import { COUNT_MESSAGE, countIsFine } from "./check";

interface Props {
  onOrder: (count: number, email: string) => void;
}

export function OrderForm({ onOrder }: Props) {
  const [count, setCount] = useState("1");
  const [email, setEmail] = useState("");
  const fine = countIsFine(Number(count));

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onOrder(Number(count), email.trim());
      }}
    >
      <label>
        Tickets <input value={count} inputMode="numeric" onChange={(event) => setCount(event.target.value)} />
      </label>
      {!fine && <p role="alert">{COUNT_MESSAGE}</p>}
      <label>
        E-mail <input value={email} onChange={(event) => setEmail(event.target.value)} />
      </label>
      <button disabled={!fine || email.trim() === ""}>Order</button>
    </form>
  );
}
