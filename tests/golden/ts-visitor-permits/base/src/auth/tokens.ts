import { Injectable } from "@nestjs/common";

@Injectable()
export class Tokens {
  private readonly households = new Map<string, string>();

  issue(token: string, household: string): void {
    this.households.set(token, household);
  }

  householdOf(token: string): string | undefined {
    return this.households.get(token);
  }
}
