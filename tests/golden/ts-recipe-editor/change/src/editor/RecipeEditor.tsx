import { useState } from "react";

import { useT } from "../i18n/useT";
import type { Recipe } from "../recipes/recipe";
import { DiscardDialog } from "./DiscardDialog";
import { useDraft } from "./useDraft";

interface Props {
  recipe: Recipe;
  onSave: (recipe: Recipe) => Promise<void>;
  onLeave: () => void;
}

export function RecipeEditor({ recipe, onSave, onLeave }: Props) {
  const t = useT();
  const { draft, changed, edit, save } = useDraft(recipe, onSave);
  const [asking, setAsking] = useState(false);

  return (
    <>
      <form>
        <button type="button" onClick={() => (changed ? setAsking(true) : onLeave())}>
          {t("editor.back")}
        </button>
        <label>
          {t("editor.title")}
          <input value={draft.title} onChange={(event) => edit({ title: event.target.value })} />
        </label>
        <label>
          {t("editor.servings")}
          <input
            type="number"
            value={draft.servings}
            onChange={(event) => edit({ servings: Number(event.target.value) })}
          />
        </label>
        <label>
          {t("editor.method")}
          <textarea value={draft.method} onChange={(event) => edit({ method: event.target.value })} />
        </label>
        <button type="button" onClick={() => void save()}>
          {t("editor.save")}
        </button>
      </form>
      {asking && <DiscardDialog onDiscard={onLeave} onStay={() => setAsking(false)} />}
    </>
  );
}
