import { expect, test } from "vitest";

import { InMemoryBus } from "../src/bus/bus.js";
import { OrderService } from "../src/orders/orderService.js";
import { InMemoryOrderStore } from "../src/orders/orderStore.js";
import { anOrder } from "./orders.js";

async function paidOrder() {
  const store = new InMemoryOrderStore();
  const bus = new InMemoryBus();
  await store.save(anOrder());
  const service = new OrderService(store, bus);
  await service.markPaid("o-1");
  return { service, bus };
}

test("paying publishes the lines in cents", async () => {
  const { bus } = await paidOrder();
  expect(bus.published).toMatchObject([
    {
      type: "order.paid",
      orderId: "o-1",
      total: { amount: 900, currency: "EUR" },
      lines: [{ sku: "TEA-100", quantity: 2, unitPrice: { amount: 450, currency: "EUR" } }],
    },
  ]);
});

test("a payment that is reported twice is published once", async () => {
  const { service, bus } = await paidOrder();
  await service.markPaid("o-1");
  expect(bus.published).toHaveLength(1);
});

test("events hold no personal data", async () => {
  const { bus } = await paidOrder();
  expect(JSON.stringify(bus.published)).not.toMatch(/Ana|example\.com/);
});
