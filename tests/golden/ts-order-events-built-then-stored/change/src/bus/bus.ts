export interface DomainEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
}

export interface Bus {
  publish(event: DomainEvent): Promise<void>;
}

export class InMemoryBus implements Bus {
  readonly published: DomainEvent[] = [];

  async publish(event: DomainEvent): Promise<void> {
    this.published.push(event);
  }
}
