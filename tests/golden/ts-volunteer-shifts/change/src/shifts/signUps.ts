import type { Shift } from "./shift.js";

export interface SignUp {
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly signedUpAt: Date;
}

export class SignUps {
  private readonly all: SignUp[] = [];

  add(signUp: SignUp): void {
    this.all.push(signUp);
  }

  ofVolunteer(volunteerId: string): SignUp[] {
    return this.all.filter((one) => one.volunteerId === volunteerId);
  }

  freePlaces(shift: Shift): number {
    const taken = this.all.filter((one) => one.shiftId === shift.id).length;
    return Math.max(shift.places - taken, 0);
  }
}
