import type { Order } from "./order.js";

export interface OrderStore {
  get(id: string): Promise<Order | undefined>;
  save(order: Order): Promise<void>;
}

export class InMemoryOrderStore implements OrderStore {
  private readonly orders = new Map<string, Order>();

  async get(id: string): Promise<Order | undefined> {
    return this.orders.get(id);
  }

  async save(order: Order): Promise<void> {
    this.orders.set(order.id, order);
  }
}
