import type { Person } from "../people/person.js";
import type { Slot } from "../slots/slot.js";
import type { Appointment } from "./appointments.js";

export class NotEligible extends Error {}

export function checkEligible(person: Person, slot: Slot, appointments: readonly Appointment[]): void {
  if (slot.day < birthday(person.bornOn, slot.vaccine.minimumAge)) {
    throw new NotEligible(`${slot.vaccine.name} is given from ${slot.vaccine.minimumAge} years`);
  }
  if (appointments.some((one) => one.slot.vaccine.name === slot.vaccine.name)) {
    throw new NotEligible(`You have an appointment for ${slot.vaccine.name}`);
  }
}

/** The day on which somebody reaches an age; days in this form sort as text. */
function birthday(bornOn: string, age: number): string {
  return `${Number(bornOn.slice(0, 4)) + age}${bornOn.slice(4)}`;
}
