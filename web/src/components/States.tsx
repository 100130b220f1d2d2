import { CircleX, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Button } from "./Button";

interface StateProps {
  icon: LucideIcon;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  tone?: "plain" | "bad";
}

/** What stands where a list would be: why there is none, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, action, tone = "plain" }: StateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span
        className={cn(
          "mb-4 flex size-12 items-center justify-center rounded-full",
          tone === "bad" ? "bg-bad-soft text-bad-text" : "bg-accent-soft text-accent-text",
        )}
      >
        <Icon className="size-6" aria-hidden />
      </span>
      <p className="font-semibold">{title}</p>
      {text !== undefined && (
        <div className="mt-1 max-w-md text-sm text-pretty break-words text-ink-soft">{text}</div>
      )}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  title: string;
  text: string;
  onRetry: () => void;
  retrying?: boolean;
}

export function ErrorState({ title, text, onRetry, retrying = false }: ErrorStateProps) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        icon={CircleX}
        tone="bad"
        title={title}
        text={text}
        action={
          <Button onClick={onRetry} busy={retrying}>
            {t("common.retry")}
          </Button>
        }
      />
    </div>
  );
}

/** A grey shape in the place of what is being loaded. */
export function Skeleton({ className }: { className: string }) {
  return <div className={cn("animate-pulse bg-sunken", className)} />;
}

/** Says to assistive technology that something is loading; the grey shapes are for the eye alone. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="sr-only">{t("common.loading")}</span>
      <div aria-hidden>{children}</div>
    </div>
  );
}
