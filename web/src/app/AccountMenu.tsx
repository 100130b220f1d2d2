import { LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { session, useSession } from "@/lib/session";

export function AccountMenu() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  if (!user) return null;
  const role = user.role === "admin" ? t("preferences.roleAdmin") : t("preferences.roleClient");
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          aria-label={`${t("preferences.account")}: ${user.email}`}
          className="ml-1 flex size-9 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-text uppercase"
        >
          {(user.name || user.email).slice(0, 1)}
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          className="z-50 w-64 animate-enter rounded-xl border bg-raised p-1.5 shadow-float"
        >
          <DropdownMenu.Label className="px-3 py-2">
            {user.name && user.name !== user.email && (
              <span className="block truncate text-sm font-medium">{user.name}</span>
            )}
            <span className="block truncate text-sm text-ink-soft">{user.email}</span>
            <span className="mt-1.5 inline-block rounded-full bg-sunken px-2 py-0.5 text-xs text-ink-soft">
              {role}
            </span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            onSelect={() => session.end("signedOut")}
            className="flex h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-sm outline-none data-highlighted:bg-sunken"
          >
            <LogOut className="size-4" aria-hidden />
            {t("preferences.signOut")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
