import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center rounded-lg font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border border-transparent bg-accent text-accent-ink hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        ghost: "text-ink-soft hover:bg-sunken hover:text-ink",
        danger: "border border-transparent bg-bad text-white hover:bg-bad-hover",
        dangerGhost: "text-ink-soft hover:bg-bad-soft hover:text-bad-text",
      },
      size: {
        sm: "h-8 gap-1.5 px-2.5 text-sm",
        md: "h-9 gap-2 px-4 text-sm",
        lg: "h-11 gap-2 px-5 text-base",
        icon: "size-9",
        iconSm: "size-8",
        /** As high as an input beside it. */
        input: "h-10 gap-2 px-3 text-sm",
        /** A large area to click, where something is to be chosen. */
        tile: "h-16 gap-2 px-4 text-sm",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Renders the single child (such as a link) with the looks of a button. */
  asChild?: boolean;
  /** Shows that the work is under way, and takes no further click. */
  busy?: boolean;
}

export function Button({
  variant,
  size,
  asChild = false,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...props
}: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...props}
    >
      {busy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
