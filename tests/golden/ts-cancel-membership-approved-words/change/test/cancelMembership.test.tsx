// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import type { Membership } from "../src/api/memberships";
import { MembershipPage } from "../src/membership/MembershipPage";
import { legal } from "../src/texts/legal";

const membership: Membership = { gym: "Riverside", memberSince: "2021-02-01", earliestEnd: "2026-06-30" };

afterEach(cleanup);

function open(cancel: () => Promise<Membership>) {
  render(<MembershipPage membership={membership} memberships={{ cancel }} />);
  fireEvent.click(screen.getByRole("button", { name: "Cancel membership…" }));
}

test("the dialog names the last day", () => {
  open(vi.fn());
  expect(screen.getByRole("dialog", { name: "Cancel your membership?" }).textContent).toContain(
    "You can train until 30 June 2026.",
  );
});

test("going back cancels nothing", () => {
  const cancel = vi.fn();
  open(cancel);
  fireEvent.click(screen.getByRole("button", { name: legal.leave.back }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(cancel).not.toHaveBeenCalled();
});

test("both buttons wait for the server", () => {
  open(() => new Promise(() => {}));
  const confirm = screen.getByRole<HTMLButtonElement>("button", { name: legal.leave.confirm });
  fireEvent.click(confirm);
  expect(confirm.disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: legal.leave.back }).disabled).toBe(true);
});

test("the page says when the membership ends", async () => {
  open(async () => ({ ...membership, endsOn: "2026-06-30" }));
  fireEvent.click(screen.getByRole("button", { name: legal.leave.confirm }));
  expect((await screen.findByRole("status")).textContent).toBe("Your membership ends on 30 June 2026.");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "Cancel membership…" })).toBeNull();
});

test("a failure keeps the dialog open", async () => {
  open(() => Promise.reject(new Error("503")));
  fireEvent.click(screen.getByRole("button", { name: legal.leave.confirm }));
  expect((await screen.findByRole("alert")).textContent).toBe("That did not work. Nothing was cancelled.");
});
