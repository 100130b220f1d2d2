import ReactMarkdown, { type Components } from "react-markdown";

const components: Components = {
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-2"
    >
      {children}
    </a>
  ),
  // A picture would make the reader's browser call an address that the text's author chose.
  img: ({ alt }) => <em>{alt}</em>,
  h1: ({ children }) => <h3 className="mt-5 mb-2 text-base font-semibold">{children}</h3>,
  h2: ({ children }) => <h3 className="mt-5 mb-2 text-base font-semibold">{children}</h3>,
  h3: ({ children }) => <h4 className="mt-4 mb-1.5 font-semibold">{children}</h4>,
  p: ({ children }) => <p className="my-2.5 text-pretty">{children}</p>,
  ul: ({ children }) => <ul className="my-2.5 list-disc space-y-1 pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-2.5 list-decimal space-y-1 pl-5">{children}</ol>,
  code: ({ children }) => (
    <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.85em] break-words">
      {children}
    </code>
  ),
  pre: ({ children }) => (
    <pre className="my-3 overflow-x-auto rounded-lg bg-sunken p-3 text-sm [&_code]:bg-transparent [&_code]:p-0">
      {children}
    </pre>
  ),
};

/**
 * Markdown that somebody else wrote. HTML in it is shown as text and never interpreted, links keep
 * only safe schemes, pictures are not loaded.
 */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="text-sm leading-relaxed [&>:first-child]:mt-0">
      <ReactMarkdown components={components}>{text}</ReactMarkdown>
    </div>
  );
}
