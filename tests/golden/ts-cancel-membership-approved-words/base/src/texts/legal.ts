/** Words that the legal department has approved; ask it before one of them changes. */
export const legal = {
  join: { confirm: "Join for a fee" },
  leave: { back: "Keep my membership", confirm: "Yes, cancel" },
  freeze: { back: "Keep training", confirm: "Freeze my membership" },
} as const;
