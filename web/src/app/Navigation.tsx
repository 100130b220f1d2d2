import { Link } from "@tanstack/react-router";
import { Boxes, Gauge, Rocket } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Logo } from "@/components/Logo";
import type { Role } from "@/lib/api/types";

const PAGES = {
  client: [
    { to: "/client/stats", label: "nav.stats", icon: Gauge },
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
