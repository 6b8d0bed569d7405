export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly event: string;
  readonly payload: unknown;
}
