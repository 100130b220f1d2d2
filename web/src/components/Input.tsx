import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** The looks of every text control, without its size and padding. */
export const inputClasses =
  "min-w-0 rounded-lg border border-line-strong bg-surface text-base transition-colors placeholder:text-ink-soft/70 hover:border-idle focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/40 disabled:opacity-60 aria-invalid:border-bad sm:text-sm";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputClasses, "h-10 w-full px-3", className)} {...props} />;
}
