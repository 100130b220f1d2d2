import { useQueryClient } from "@tanstack/react-query";
import { Languages, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { changeLanguage } from "@/lib/i18n";
import { LANGUAGES } from "@/lib/i18n/language";
import { chooseTheme, useTheme } from "@/lib/theme";

// A language is offered in its own words.
const NAME = { es: "Español", en: "English" };

export function LanguageSelect() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  return (
    <span className="relative inline-flex items-center rounded-lg text-sm text-ink-soft hover:bg-sunken hover:text-ink">
      <Languages className="pointer-events-none absolute left-2.5 size-4" aria-hidden />
      <select
        aria-label={t("preferences.language")}
        className="h-9 cursor-pointer appearance-none rounded-lg bg-transparent pr-3 pl-8.5"
        value={i18n.language}
        onChange={(event) => {
          const chosen = LANGUAGES.find((language) => language === event.target.value);
          // The server words its answers in the language of the request: ask for them again.
          if (chosen) void changeLanguage(chosen).then(() => client.invalidateQueries());
        }}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language} className="bg-raised text-ink">
            {NAME[language]}
          </option>
        ))}
      </select>
    </span>
  );
}

export function ThemeButton() {
  const { t } = useTranslation();
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  const label = next === "light" ? t("preferences.toLight") : t("preferences.toDark");
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(next)}
    >
      {theme === "dark" ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </Button>
  );
}
