export type ParcelStatus = "in transit" | "in locker" | "collected";

export interface Parcel {
  readonly id: string;
  readonly recipientPhone: string;
  status: ParcelStatus;
  deposit?: Deposit;
}

export interface Deposit {
  readonly compartmentId: string;
  readonly codeHash: string;
  readonly at: Date;
}
