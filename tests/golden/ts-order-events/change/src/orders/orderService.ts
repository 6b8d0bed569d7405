import type { Bus } from "../bus/bus.js";
import { orderCancelled, orderPaid } from "./events.js";
import type { Order } from "./order.js";
import type { OrderStore } from "./orderStore.js";

export class OrderNotFound extends Error {}
export class NotCancellable extends Error {}

export class OrderService {
  constructor(
    private readonly store: OrderStore,
    private readonly bus: Bus,
  ) {}

  async markPaid(orderId: string): Promise<void> {
    const order = await this.require(orderId);
    if (order.state !== "placed") {
      return;
    }
    const paid: Order = { ...order, state: "paid" };
    await this.store.save(paid);
    await this.bus.publish(orderPaid(paid));
  }

  async cancel(orderId: string, reason: string): Promise<void> {
    const order = await this.require(orderId);
    if (order.state === "shipped" || order.state === "cancelled") {
      throw new NotCancellable(`order ${orderId} is ${order.state}: ${reason}`);
    }
    const cancelled: Order = { ...order, state: "cancelled" };
    await Promise.all([this.bus.publish(orderCancelled(cancelled, reason)), this.store.save(cancelled)]);
  }

  private async require(orderId: string): Promise<Order> {
    const order = await this.store.get(orderId);
    if (order === undefined) {
      throw new OrderNotFound(orderId);
    }
    return order;
  }
}
