/** The language of the interface, apart from i18next so that plain code can read it. */
export const LANGUAGES = ["es", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = "neuropod.language";

let language: Language = stored() ?? "es";

export function currentLanguage(): Language {
  return language;
}

export function rememberLanguage(next: Language): void {
  language = next;
  localStorage.setItem(STORAGE_KEY, next);
  document.documentElement.lang = next;
}

function stored(): Language | null {
  const value = localStorage.getItem(STORAGE_KEY);
  return LANGUAGES.find((known) => known === value) ?? null;
}
