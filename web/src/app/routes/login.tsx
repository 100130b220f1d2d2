import { LoginPage } from "@/features/auth/LoginPage";
import { LanguageSelect, ThemeButton } from "../Preferences";

export function LoginRoute() {
  return (
    <LoginPage
      preferences={
        <div className="flex items-center gap-1">
          <LanguageSelect />
          <ThemeButton />
        </div>
      }
    />
  );
}
