import { useId, type ReactNode } from "react";

/** A titled card of the form. */
export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 rounded-xl border bg-surface p-5 shadow-card sm:p-6"
    >
      <h2 id={id} className="mb-4 font-semibold">
        {title}
      </h2>
      <div className="flex flex-col gap-5">{children}</div>
    </section>
  );
}
