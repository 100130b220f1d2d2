import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

interface RadioCardProps extends ComponentProps<"input"> {
  children: ReactNode;
}

/** A radio button that looks like a card. The whole card is its label; arrow keys move as usual. */
export function RadioCard({ children, className, disabled, ...input }: RadioCardProps) {
  return (
    <label
      className={cn(
        "relative flex min-w-0 cursor-pointer flex-col rounded-xl border border-line-strong bg-surface p-4 transition-colors",
        "hover:border-idle has-checked:border-accent has-checked:bg-accent-soft/60 has-checked:ring-1 has-checked:ring-accent",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        "has-disabled:cursor-not-allowed has-disabled:border-dashed has-disabled:bg-transparent has-disabled:text-ink-soft",
        className,
      )}
    >
      <input type="radio" className="sr-only" disabled={disabled} {...input} />
      {children}
    </label>
  );
}
