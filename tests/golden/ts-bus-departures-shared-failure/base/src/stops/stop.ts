export interface Stop {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly mapUrl: string;
}
