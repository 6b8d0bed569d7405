import { randomUUID } from "node:crypto";

import { ConflictException, Injectable, NotFoundException } from "@nestjs/common";

import type { NewPermitDto } from "./new-permit.dto";
import { endOf, hasEnded, type Permit } from "./permit";

const PLACES = 3;

@Injectable()
export class PermitsService {
  private permits: Permit[] = [];

  create(household: string, { plate, validFrom }: NewPermitDto): Permit {
    if (this.current(household).length >= PLACES) {
      throw new ConflictException("There are three permits already");
    }
    const permit: Permit = { id: randomUUID(), household, plate, validFrom, validUntil: endOf(validFrom) };
    this.permits.push(permit);
    return permit;
  }

  current(household: string): Permit[] {
    const now = new Date();
    return this.permits
      .filter((permit) => permit.household === household && !hasEnded(permit, now))
      .sort((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  }

  withdraw(household: string, id: string): void {
    const rest = this.permits.filter((permit) => permit.id !== id || permit.household !== household);
    if (rest.length === this.permits.length) {
      throw new NotFoundException("There is no such permit");
    }
    this.permits = rest;
  }
}
