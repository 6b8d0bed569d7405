import { randomUUID } from "node:crypto";

import type { DomainEvent } from "../bus/bus.js";
import { totalCents, type Order } from "./order.js";

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface OrderPaid extends DomainEvent {
  readonly type: "order.paid";
  readonly orderId: string;
  readonly customerId: string;
  readonly total: Money;
  readonly lines: readonly { sku: string; quantity: number; unitPrice: Money }[];
}

export interface OrderCancelled extends DomainEvent {
  readonly type: "order.cancelled";
  readonly orderId: string;
  readonly customerId: string;
  readonly reason: string;
}

function head<T extends string>(type: T, order: Order) {
  return {
    id: randomUUID(),
    type,
    occurredAt: new Date().toISOString(),
    orderId: order.id,
    customerId: order.customer.id,
  };
}

export function orderPaid(order: Order): OrderPaid {
  const money = (amount: number): Money => ({ amount, currency: order.currency });
  return {
    ...head("order.paid", order),
    total: money(totalCents(order)),
    lines: order.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: money(line.unitPriceCents),
    })),
  };
}

export function orderCancelled(order: Order, reason: string): OrderCancelled {
  return { ...head("order.cancelled", order), reason };
}
