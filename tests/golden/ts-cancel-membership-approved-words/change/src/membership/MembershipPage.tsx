import { useState } from "react";

import type { Membership, Memberships } from "../api/memberships";
import { Button } from "../ui/Button";
import { CancelDialog } from "./CancelDialog";
import { longDay } from "./longDay";

interface Props {
  membership: Membership;
  memberships: Memberships;
}

export function MembershipPage({ membership: loaded, memberships }: Props) {
  const [membership, setMembership] = useState(loaded);
  const [asking, setAsking] = useState(false);

  function onCancelled(cancelled: Membership) {
    setMembership(cancelled);
    setAsking(false);
  }

  return (
    <main>
      <h1>Your membership</h1>
      <p>
        {membership.gym}, member since {membership.memberSince.slice(0, 4)}
      </p>
      {membership.endsOn === undefined ? (
        <Button onClick={() => setAsking(true)}>Cancel membership…</Button>
      ) : (
        <p role="status">Your membership ends on {longDay(membership.endsOn)}.</p>
      )}
      {asking && (
        <CancelDialog
          membership={membership}
          memberships={memberships}
          onCancelled={onCancelled}
          onClose={() => setAsking(false)}
        />
      )}
    </main>
  );
}
