import { Problem } from "../http/problem.js";
import type { Lockers } from "../lockers/lockers.js";
import type { TextMessages } from "../texts/textMessages.js";
import { hashCode, isCodeOf, newCode } from "./codes.js";
import type { Deposit } from "./parcel.js";
import type { ParcelStore } from "./parcelStore.js";

const DAY_MS = 24 * 60 * 60 * 1_000;
const LONGEST_STAY_MS = 3 * DAY_MS;

export class Pickup {
  constructor(
    private readonly parcels: ParcelStore,
    private readonly lockers: Lockers,
    private readonly texts: TextMessages,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async deposit(parcelId: string, compartmentId: string): Promise<void> {
    const parcel = this.parcels.get(parcelId);
    if (parcel.status !== "in transit") {
      throw new Problem(409, "This parcel has been delivered");
    }
    const code = newCode();
    parcel.deposit = { compartmentId, codeHash: await hashCode(code), at: this.now() };
    parcel.status = "in locker";
    await this.texts.send(parcel.recipientPhone, `Your parcel is waiting. Your code is ${code}.`);
  }

  async collect(parcelId: string, code: string): Promise<void> {
    const parcel = this.parcels.get(parcelId);
    if (parcel.status === "collected") {
      throw new Problem(409, "This parcel was collected");
    }
    if (!parcel.deposit) {
      throw new Problem(404, "This parcel is not in a locker");
    }
    this.assertInTime(parcel.deposit);
    this.assertCodeMatches(parcel.deposit, code);
    parcel.status = "collected";
    await this.lockers.open(parcel.deposit.compartmentId);
  }

  private assertInTime(deposit: Deposit): void {
    if (this.now().getTime() - deposit.at.getTime() > LONGEST_STAY_MS) {
      throw new Problem(410, "This parcel is on its way back to the depot");
    }
  }

  /** Throws unless the code is the one of this deposit. */
  private assertCodeMatches(deposit: Deposit, code: string): void {
    if (!isCodeOf(deposit.codeHash, code)) {
      throw new Problem(403, "This is not the code of the parcel");
    }
  }
}
