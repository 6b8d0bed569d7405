import type { Membership } from "../api/memberships";

interface Props {
  membership: Membership;
}

export function MembershipPage({ membership }: Props) {
  return (
    <main>
      <h1>Your membership</h1>
      <p>
        {membership.gym}, member since {membership.memberSince.slice(0, 4)}
      </p>
    </main>
  );
}
