import { useState } from "react";

import type { Recipe } from "../recipes/recipe";

const FIELDS = ["title", "servings", "method"] as const satisfies readonly (keyof Recipe)[];

export function useDraft(recipe: Recipe, onSave: (recipe: Recipe) => Promise<void>) {
  const [saved, setSaved] = useState(recipe);
  const [draft, setDraft] = useState(recipe);

  async function save() {
    await onSave(draft);
    setSaved(draft);
  }

  return {
    draft,
    changed: FIELDS.some((field) => draft[field] !== saved[field]),
    edit: (change: Partial<Recipe>) => setDraft((current) => ({ ...current, ...change })),
    save,
  };
}
