import { randomUUID } from "node:crypto";

import type { Slot } from "../slots/slot.js";

export interface Appointment {
  readonly id: string;
  readonly personId: string;
  readonly slot: Slot;
}

export class Appointments {
  private readonly byPerson = new Map<string, Appointment[]>();

  of(personId: string): readonly Appointment[] {
    return this.byPerson.get(personId) ?? [];
  }

  add(personId: string, slot: Slot): Appointment {
    const appointment = { id: randomUUID(), personId, slot };
    this.byPerson.set(personId, [...this.of(personId), appointment]);
    return appointment;
  }
}
