export interface Customer {
  readonly name: string;
  /** Schools and clubs pay less. */
  readonly reduced?: boolean;
}
