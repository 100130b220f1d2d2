import type { ReactNode } from "react";

interface ScrollRegionProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A part that scrolls by itself; keys must reach it, or who has no mouse cannot read all of it. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
    <div role="group" aria-label={label} tabIndex={0} className={className}>
      {children}
    </div>
  );
}
