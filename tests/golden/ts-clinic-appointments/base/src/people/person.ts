export interface Person {
  readonly id: string;
  readonly email: string;
  /** `1967-10-05` */
  readonly bornOn: string;
}
