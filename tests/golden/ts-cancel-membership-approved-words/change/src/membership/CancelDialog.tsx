import { useState } from "react";

import type { Membership, Memberships } from "../api/memberships";
import { legal } from "../texts/legal";
import { Choice } from "../ui/Choice";
import { Dialog } from "../ui/Dialog";
import { longDay } from "./longDay";

interface Props {
  membership: Membership;
  memberships: Memberships;
  onCancelled: (membership: Membership) => void;
  onClose: () => void;
}

export function CancelDialog({ membership, memberships, onCancelled, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function cancel() {
    setBusy(true);
    setFailed(false);
    try {
      onCancelled(await memberships.cancel());
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title="Cancel your membership?">
      <p>You can train until {longDay(membership.earliestEnd)}.</p>
      {failed && <p role="alert">That did not work. Nothing was cancelled.</p>}
      <Choice words={legal.leave} disabled={busy} onConfirm={() => void cancel()} onBack={onClose} />
    </Dialog>
  );
}
