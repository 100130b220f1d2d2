import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast } from "radix-ui";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { toast, useToasts, type ToastTone } from "./toasts";

const ICON = { ok: CircleCheck, info: Info, bad: CircleX };
const ICON_COLOUR: Record<ToastTone, string> = {
  ok: "text-ok",
  info: "text-accent-text",
  bad: "text-bad-text",
};

// An error has to be read; the others may be missed.
const DURATION_MS: Record<ToastTone, number> = { ok: 5_000, info: 5_000, bad: 10_000 };

export default function Toasts() {
  const { t } = useTranslation();
  const messages = useToasts();
  return (
    <Toast.Provider label={t("common.notifications")} swipeDirection="right">
      {messages.map(({ id, tone, text, detail }) => {
        const Icon = ICON[tone];
        return (
          <Toast.Root
            key={id}
            type={tone === "bad" ? "foreground" : "background"}
            duration={DURATION_MS[tone]}
            onOpenChange={(open) => {
              if (!open) toast.dismiss(id);
            }}
            className="flex animate-enter items-start gap-3 rounded-xl border bg-raised p-4 shadow-float"
          >
            <Icon className={cn("mt-0.5 size-5 shrink-0", ICON_COLOUR[tone])} aria-hidden />
            <div className="min-w-0 flex-1 text-sm">
              <Toast.Title className="font-medium break-words">{text}</Toast.Title>
              {detail && (
                <Toast.Description className="mt-0.5 break-words text-ink-soft">
                  {detail}
                </Toast.Description>
              )}
            </div>
            <Toast.Close
              aria-label={t("common.dismiss")}
              className="-m-1 rounded p-1 text-ink-soft hover:text-ink"
            >
              <X className="size-4" aria-hidden />
            </Toast.Close>
          </Toast.Root>
        );
      })}
      <Toast.Viewport
        label={`${t("common.notifications")} ({hotkey})`}
        className="fixed inset-x-0 bottom-0 z-60 mx-auto flex w-full flex-col gap-2 p-4 outline-none sm:max-w-md"
      />
    </Toast.Provider>
  );
}
