import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const inputClasses =
  "h-10 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-base transition-colors placeholder:text-ink-soft/70 hover:border-idle focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/40 disabled:opacity-60 aria-invalid:border-bad sm:text-sm";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputClasses, className)} {...props} />;
}
