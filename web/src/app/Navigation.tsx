import { Link } from "@tanstack/react-router";
import { Boxes, Rocket, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Logo } from "@/components/Logo";
import type { Role } from "@/lib/api/types";
import { LanguageSelect } from "./Preferences";

const PAGES = {
  client: [
    { to: "/client/pods", label: "nav.pods", icon: Boxes },
    { to: "/client/pods/deploy", label: "nav.deploy", icon: Rocket },
  ],
  admin: [
    { to: "/admin/pods", label: "nav.pods", icon: Boxes },
    { to: "/admin/pods/deploy", label: "nav.deploy", icon: Rocket },
  ],
} as const;

interface NavigationProps {
  role: Role;
  /** Called when a page was chosen. */
  onChoose?: () => void;
}

export function Navigation({ role, onChoose }: NavigationProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="mb-6 flex items-center gap-2.5 px-2 text-base font-semibold tracking-tight">
        <Logo className="size-8" />
        {t("app.name")}
      </p>
      <nav aria-label={t("app.mainNavigation")}>
        <ul className="space-y-1">
          {PAGES[role].map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: true }}
                onClick={onChoose}
                className="flex h-10 items-center gap-3 rounded-lg px-3 text-sm font-medium transition-colors"
                activeProps={{ className: "bg-accent-soft text-accent-text" }}
                inactiveProps={{ className: "text-ink-soft hover:bg-sunken hover:text-ink" }}
              >
                <Icon className="size-4.5" aria-hidden />
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

interface NavigationDrawerProps {
  role: Role;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The navigation of narrow screens. */
export function NavigationDrawer({ role, open, onOpenChange }: NavigationDrawerProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-slide flex-col bg-surface px-3 py-4 shadow-float focus:outline-none"
        >
          <Dialog.Title className="sr-only">{t("app.menu")}</Dialog.Title>
          <Dialog.Close asChild>
            <Button
              variant="ghost"
              size="icon"
              className="absolute top-3.5 right-3"
              aria-label={t("common.close")}
            >
              <X aria-hidden />
            </Button>
          </Dialog.Close>
          <Navigation role={role} onChoose={() => onOpenChange(false)} />
          <div className="mt-auto">
            <LanguageSelect />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
