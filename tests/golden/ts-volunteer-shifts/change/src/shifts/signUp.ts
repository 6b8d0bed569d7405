import type { Shift, Shifts } from "./shift.js";
import type { SignUp, SignUps } from "./signUps.js";

export class Refused extends Error {}

export interface Rota {
  readonly shifts: Shifts;
  readonly signUps: SignUps;
  readonly now: () => Date;
}

export interface Outcome {
  readonly signUp: SignUp;
  readonly isNew: boolean;
}

export function signUp({ shifts, signUps, now }: Rota, volunteerId: string, shift: Shift): Outcome {
  const others = signUps.ofVolunteer(volunteerId);
  const before = others.find((one) => one.shiftId === shift.id);
  if (before !== undefined) {
    return { signUp: before, isNew: false };
  }
  const signedUpAt = now();
  if (shift.begin <= signedUpAt) {
    throw new Refused("This shift has begun");
  }
  if (signUps.freePlaces(shift) < 1) {
    throw new Refused("This shift is full");
  }
  if (others.some((one) => overlap(shifts.get(one.shiftId), shift))) {
    throw new Refused("You have another shift at that time");
  }
  const made: SignUp = { volunteerId, shiftId: shift.id, signedUpAt };
  signUps.add(made);
  return { signUp: made, isNew: true };
}

function overlap(a: Shift | undefined, b: Shift): boolean {
  return a !== undefined && a.begin < b.end && b.begin < a.end;
}
