import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Button } from "./Button";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Read out with the title; shown under it. */
  description?: ReactNode;
  size?: "md" | "lg" | "xl";
  children: ReactNode;
  className?: string;
}

const WIDTH = { md: "sm:max-w-lg", lg: "sm:max-w-3xl", xl: "sm:max-w-6xl" };

/** A modal window; on narrow screens a sheet from the bottom edge. Focus stays inside until it closes. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  size = "md",
  children,
  className,
}: DialogProps) {
  const { t } = useTranslation();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-black/50" />
        <Primitive.Content
          {...(description === undefined && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-enter flex-col rounded-t-2xl border bg-raised shadow-float focus:outline-none",
            "sm:inset-x-4 sm:top-[50%] sm:bottom-auto sm:mx-auto sm:max-h-[86dvh] sm:-translate-y-1/2 sm:rounded-2xl",
            WIDTH[size],
            className,
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-5 pb-3 sm:px-6">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-lg font-semibold tracking-tight break-words">
                {title}
              </Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-0.5 text-sm text-ink-soft">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="iconSm" aria-label={t("common.close")}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pb-5 sm:px-6 sm:pb-6">
            {children}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
