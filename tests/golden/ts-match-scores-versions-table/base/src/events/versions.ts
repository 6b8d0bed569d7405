/** Events whose form has changed since they were first published; all others are as they were. */
export const VERSIONS: Readonly<Record<string, number>> = {
  "match.phase": 3,
  "player.carded": 2,
};
