import type { Order, OrderState } from "../src/orders/order.js";

export function anOrder(state: OrderState = "placed"): Order {
  return {
    id: "o-1",
    customer: { id: "c-9", name: "Ana Lind", email: "ana@example.com" },
    currency: "EUR",
    lines: [{ sku: "TEA-100", quantity: 2, unitPriceCents: 450 }],
    state,
  };
}
