import { useState } from "react";

import { useT } from "../i18n/useT";
import type { Recipe } from "../recipes/recipe";

interface Props {
  recipe: Recipe;
  onSave: (recipe: Recipe) => Promise<void>;
  onLeave: () => void;
}

export function RecipeEditor({ recipe, onSave, onLeave }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(recipe);

  return (
    <form>
      <button type="button" onClick={onLeave}>
        {t("editor.back")}
      </button>
      <label>
        {t("editor.title")}
        <input value={draft.title} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
      </label>
      <label>
        {t("editor.servings")}
        <input
          type="number"
          value={draft.servings}
          onChange={(event) => setDraft({ ...draft, servings: Number(event.target.value) })}
        />
      </label>
      <label>
        {t("editor.method")}
        <textarea value={draft.method} onChange={(event) => setDraft({ ...draft, method: event.target.value })} />
      </label>
      <button type="button" onClick={() => void onSave(draft)}>
        {t("editor.save")}
      </button>
    </form>
  );
}
