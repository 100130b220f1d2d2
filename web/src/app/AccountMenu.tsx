import { LogOut } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/lib/api/auth";
import { useSession } from "@/lib/session";

/** Who is signed in, and the way out. A popover of the browser: closes on Escape and outside clicks. */
export function AccountMenu() {
  const { t } = useTranslation();
  const menuId = useId();
  const user = useSession()?.user;
  if (!user) return null;
  const role = user.role === "admin" ? t("preferences.roleAdmin") : t("preferences.roleClient");
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={`${t("preferences.account")}: ${user.email}`}
        className="ml-1 flex size-9 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-text uppercase"
      >
        {(user.name || user.email).slice(0, 1)}
      </button>
      <div
        id={menuId}
        popover="auto"
        className="inset-auto top-14 right-4 m-0 w-64 rounded-xl border bg-raised p-1.5 text-ink shadow-float open:animate-enter sm:right-6"
      >
        <div className="border-b px-3 py-2">
          {user.name && user.name !== user.email && (
            <p className="truncate text-sm font-medium">{user.name}</p>
          )}
          <p className="truncate text-sm text-ink-soft">{user.email}</p>
          <p className="mt-1.5 inline-block rounded-full bg-sunken px-2 py-0.5 text-xs text-ink-soft">
            {role}
          </p>
        </div>
        <button
          type="button"
          onClick={() => void signOut().catch(() => undefined)} // signed out here either way
          className="mt-1.5 flex h-9 w-full items-center gap-2.5 rounded-lg px-3 text-sm hover:bg-sunken"
        >
          <LogOut className="size-4" aria-hidden />
          {t("preferences.signOut")}
        </button>
      </div>
    </>
  );
}
