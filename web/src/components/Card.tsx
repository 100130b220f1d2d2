import type { ReactNode } from "react";
import { useId } from "react";
import { cn } from "@/lib/cn";

interface CardProps {
  title: string;
  /** Something small at the right of the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page under its own heading. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("min-w-0 rounded-xl border bg-surface p-5 shadow-card", className)}
    >
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

interface FigureProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: "plain" | "wait" | "bad";
}

const TONE = { plain: "", wait: "text-wait-text", bad: "text-bad-text" };

/** One number that matters, with what it is. */
export function Figure({ label, value, note, tone = "plain" }: FigureProps) {
  return (
    <div className="min-w-0 rounded-xl border bg-surface p-5 shadow-card">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className={cn("mt-1 text-2xl font-semibold tracking-tight tabular-nums", TONE[tone])}>
        {value}
      </dd>
      {note !== undefined && <dd className="mt-1 text-sm text-ink-soft">{note}</dd>}
    </div>
  );
}
