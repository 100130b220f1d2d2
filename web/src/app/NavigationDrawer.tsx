import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { Role } from "@/lib/api/types";
import { Navigation } from "./Navigation";
import { LanguageSelect } from "./Preferences";

interface NavigationDrawerProps {
  role: Role;
  onClose: () => void;
}

/** The navigation of narrow screens. */
export default function NavigationDrawer({ role, onClose }: NavigationDrawerProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
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
          <Navigation role={role} onChoose={onClose} />
          <div className="mt-auto">
            <LanguageSelect />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
