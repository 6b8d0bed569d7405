import { expect, test } from "vitest";

import { InMemoryBus } from "../src/bus/bus.js";
import type { OrderState } from "../src/orders/order.js";
import { NotCancellable, OrderService } from "../src/orders/orderService.js";
import { InMemoryOrderStore } from "../src/orders/orderStore.js";
import { anOrder } from "./orders.js";

async function serviceWith(state: OrderState) {
  const store = new InMemoryOrderStore();
  const bus = new InMemoryBus();
  await store.save(anOrder(state));
  return { store, bus, service: new OrderService(store, bus) };
}

test("cancelling publishes the reason", async () => {
  const { bus, service } = await serviceWith("paid");
  await service.cancel("o-1", "out of stock");
  expect(bus.published).toMatchObject([{ type: "order.cancelled", orderId: "o-1", reason: "out of stock" }]);
});

test("a shipped order stays shipped", async () => {
  const { store, bus, service } = await serviceWith("shipped");
  await expect(service.cancel("o-1", "changed my mind")).rejects.toThrow(NotCancellable);
  expect(bus.published).toEqual([]);
  expect((await store.get("o-1"))?.state).toBe("shipped");
});
