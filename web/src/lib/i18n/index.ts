import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Texts } from "./es";
import { currentLanguage, rememberLanguage, type Language } from "./language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Texts };
  }
}

// Each language is a chunk of its own: a visit loads the one it shows.
const LOADERS: Record<Language, () => Promise<Texts>> = {
  es: () => import("./es").then((module) => module.es),
  en: () => import("./en").then((module) => module.en),
};

/** Loads the texts of the language that was chosen last. Call once, before the first render. */
export async function initI18n(): Promise<void> {
  const language = currentLanguage();
  const texts = await LOADERS[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  rememberLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "translation", await LOADERS[language]());
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}

/** @returns a function that ends the listening */
export function onLanguageChange(listener: () => void): () => void {
  i18next.on("languageChanged", listener);
  return () => i18next.off("languageChanged", listener);
}
