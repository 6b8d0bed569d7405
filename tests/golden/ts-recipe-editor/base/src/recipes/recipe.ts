export interface Recipe {
  readonly title: string;
  readonly servings: number;
  readonly method: string;
}
