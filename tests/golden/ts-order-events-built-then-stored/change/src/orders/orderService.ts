import type { Bus, DomainEvent } from "../bus/bus.js";
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
    await this.announce(orderPaid(paid), paid);
  }

  async cancel(orderId: string, reason: string): Promise<void> {
    const order = await this.require(orderId);
    if (order.state === "shipped" || order.state === "cancelled") {
      throw new NotCancellable(`order ${orderId} is ${order.state}: ${reason}`);
    }
    const cancelled: Order = { ...order, state: "cancelled" };
    await this.announce(orderCancelled(cancelled, reason), cancelled);
  }

  /** Tells the world of an order, and keeps it as it is now. */
  private announce(event: DomainEvent, order: Order): Promise<void> {
    const publish = () => this.bus.publish(event);
    return this.store.save(order).then(publish);
  }

  private async require(orderId: string): Promise<Order> {
    const order = await this.store.get(orderId);
    if (order === undefined) {
      throw new OrderNotFound(orderId);
    }
    return order;
  }
}
