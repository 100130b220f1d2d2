/** The mark: a pod with its core. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 6.8 24 11.4v9.2L16 25.2 8 20.6v-9.2z" />
        <path d="M8.3 11.6 16 16l7.7-4.4M16 16v9" opacity=".75" />
      </g>
      <circle cx="16" cy="16" r="2.6" fill="#fff" />
    </svg>
  );
}
