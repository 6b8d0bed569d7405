import type { Order } from "./order.js";
import type { OrderStore } from "./orderStore.js";

export class OrderNotFound extends Error {}
export class NotCancellable extends Error {}

export class OrderService {
  constructor(private readonly store: OrderStore) {}

  async markPaid(orderId: string): Promise<void> {
    const order = await this.require(orderId);
    if (order.state !== "placed") {
      return;
    }
    await this.store.save({ ...order, state: "paid" });
  }

  async cancel(orderId: string, reason: string): Promise<void> {
    const order = await this.require(orderId);
    if (order.state === "shipped" || order.state === "cancelled") {
      throw new NotCancellable(`order ${orderId} is ${order.state}: ${reason}`);
    }
    await this.store.save({ ...order, state: "cancelled" });
  }

  private async require(orderId: string): Promise<Order> {
    const order = await this.store.get(orderId);
    if (order === undefined) {
      throw new OrderNotFound(orderId);
    }
    return order;
  }
}
