export type ParcelStatus = "in transit" | "in locker" | "collected";

export interface Parcel {
  readonly id: string;
  readonly recipientPhone: string;
  status: ParcelStatus;
}
