// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { RecipeEditor } from "../src/editor/RecipeEditor";
import { type Language, LanguageContext } from "../src/i18n/useT";

const recipe = { title: "Fish soup", servings: 4, method: "Simmer." };
const onLeave = vi.fn();
const onSave = vi.fn(async () => {});

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

function open(language: Language = "en") {
  render(
    <LanguageContext value={language}>
      <RecipeEditor recipe={recipe} onSave={onSave} onLeave={onLeave} />
    </LanguageContext>,
  );
  return userEvent.setup();
}

const button = (name: string) => screen.getByRole("button", { name });
const title = () => screen.getAllByRole<HTMLInputElement>("textbox")[0]!;

test("an unchanged recipe is left at once", async () => {
  const user = open();
  await user.type(title(), "s");
  await user.type(title(), "{Backspace}");
  await user.click(button("Back to recipes"));
  expect(onLeave).toHaveBeenCalledOnce();
});

test("a changed recipe is asked about", async () => {
  const user = open();
  await user.type(title(), "!");
  await user.click(button("Back to recipes"));
  expect(screen.getByRole("dialog", { name: "Discard your changes?" })).toBeDefined();
  expect(document.activeElement).toBe(button("Keep editing"));
  expect(onLeave).not.toHaveBeenCalled();
  await user.click(button("Discard"));
  expect(onLeave).toHaveBeenCalledOnce();
});

test.each(["{Escape}", "{Enter}"])("%s keeps editing", async (key) => {
  const user = open();
  await user.type(title(), "!");
  await user.click(button("Back to recipes"));
  await user.keyboard(key);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(title().value).toBe("Fish soup!");
  expect(document.activeElement).toBe(button("Back to recipes"));
});

test("a saved recipe is left at once", async () => {
  const user = open();
  await user.type(title(), "!");
  await user.click(button("Save"));
  await waitFor(() => expect(onSave).toHaveBeenCalledWith({ ...recipe, title: "Fish soup!" }));
  await user.click(button("Back to recipes"));
  expect(onLeave).toHaveBeenCalledOnce();
});

test("the dialog speaks Norwegian", async () => {
  const user = open("nb");
  await user.type(title(), "!");
  await user.click(button("Tilbake til oppskriftene"));
  expect(screen.getByRole("dialog", { name: "Forkaste endringene?" })).toBeDefined();
  expect(button("Forkast")).toBeDefined();
  expect(button("Fortsett å redigere")).toBeDefined();
});
