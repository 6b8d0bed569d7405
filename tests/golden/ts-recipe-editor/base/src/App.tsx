import { RecipeEditor } from "./editor/RecipeEditor";
import { type Language, LanguageContext } from "./i18n/useT";
import type { Recipe } from "./recipes/recipe";

interface Props {
  account: { language: Language };
  recipe: Recipe;
  save: (recipe: Recipe) => Promise<void>;
}

export function App({ account, recipe, save }: Props) {
  return (
    <LanguageContext value={account.language}>
      <RecipeEditor recipe={recipe} onSave={save} onLeave={() => window.location.assign("/recipes")} />
    </LanguageContext>
  );
}
