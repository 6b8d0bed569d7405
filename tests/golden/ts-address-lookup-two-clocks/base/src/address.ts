export interface Address {
  readonly street: string;
  readonly number: string;
  readonly city: string;
}
