import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { PodAnnouncements } from "@/features/pods/PodAnnouncements";
import { WalletSummary } from "@/features/wallet/WalletSummary";
import { meQuery } from "@/lib/api/auth";
import type { Role } from "@/lib/api/types";
import { FeedContext } from "@/lib/live/feed";
import { AccountMenu } from "./AccountMenu";
import { ConnectionBanner, SimulatedBanner } from "./Banners";
import { Navigation } from "./Navigation";
import { LanguageSelect, ThemeButton } from "./Preferences";
import { useLiveFeed } from "./useLiveFeed";

const NavigationDrawer = lazy(() => import("./NavigationDrawer"));

/** What surrounds every page of a signed-in person. */
export function Frame({ role }: { role: Role }) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const feed = useLiveFeed();
  // Confirms the session on every visit, and learns of a changed name or role.
  useQuery(meQuery);

  return (
    <FeedContext value={feed}>
      <PodAnnouncements />
      <a
        href="#content"
        className="sr-only z-60 rounded-lg bg-accent px-4 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t("app.skipToContent")}
      </a>
      <div className="flex min-h-dvh">
        <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-r bg-surface px-3 py-4 lg:flex">
          <Navigation role={role} />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-30 flex h-16 items-center gap-2 border-b bg-surface/90 px-4 backdrop-blur sm:px-6">
            <Button
              variant="ghost"
              size="icon"
              className="-ml-2 lg:hidden"
              aria-label={t("app.openMenu")}
              onClick={() => setMenuOpen(true)}
            >
              <Menu aria-hidden />
            </Button>
            <WalletSummary />
            <div className="ml-auto flex items-center gap-1">
              <span className="hidden sm:block">
                <LanguageSelect />
              </span>
              <ThemeButton />
              <AccountMenu />
            </div>
          </header>
          <SimulatedBanner />
          <ConnectionBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[96rem] flex-1 px-4 py-6 focus:outline-none sm:px-6 lg:py-8"
          >
            <Outlet />
          </main>
        </div>
      </div>
      {menuOpen && (
        <Suspense>
          <NavigationDrawer role={role} onClose={() => setMenuOpen(false)} />
        </Suspense>
      )}
    </FeedContext>
  );
}
