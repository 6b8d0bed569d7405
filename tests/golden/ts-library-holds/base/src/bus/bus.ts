export interface BusEvent {
  readonly type: string;
}

export interface Bus {
  publish(event: BusEvent): Promise<void>;
}

export class InMemoryBus implements Bus {
  readonly published: BusEvent[] = [];

  async publish(event: BusEvent): Promise<void> {
    this.published.push(event);
  }
}
