import type { MailQueue } from "../mails.js";
import type { Person } from "../people/person.js";
import type { Slots } from "../slots/slots.js";
import type { Appointment, Appointments } from "./appointments.js";
import { checkEligible } from "./eligibility.js";

export class SlotNotFree extends Error {}

export interface Booking {
  readonly slots: Slots;
  readonly appointments: Appointments;
  readonly mails: MailQueue;
}

export function bookAppointment({ slots, appointments, mails }: Booking, person: Person, slotId: string): Appointment {
  const slot = slots.take(slotId);
  if (slot === undefined) {
    throw new SlotNotFree("This slot is not free");
  }
  checkEligible(person, slot, appointments.of(person.id));
  const appointment = appointments.add(person.id, slot);
  mails.add({
    to: person.email,
    subject: `Your vaccination: ${slot.vaccine.name}`,
    text: `We expect you on ${slot.day} at ${slot.time}.`,
  });
  return appointment;
}
