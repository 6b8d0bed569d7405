import { createContext, useContext } from "react";

import en from "./en.json";
import nb from "./nb.json";

export type Language = "en" | "nb";
export type Key = keyof typeof en;

const catalogues: Record<Language, Record<Key, string>> = { en, nb };

export const LanguageContext = createContext<Language>("en");

export function useT(): (key: Key) => string {
  const catalogue = catalogues[useContext(LanguageContext)];
  return (key) => catalogue[key];
}
