export interface Lockers {
  /** Unlocks the door of a compartment; it locks itself when it is shut. */
  open(compartmentId: string): Promise<void>;
}

export class GatewayLockers implements Lockers {
  constructor(private readonly gatewayUrl: string) {}

  async open(compartmentId: string): Promise<void> {
    const answer = await fetch(`${this.gatewayUrl}/compartments/${encodeURIComponent(compartmentId)}/open`, {
      method: "POST",
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) {
      throw new Error(`gateway answered ${answer.status}`);
    }
  }
}
