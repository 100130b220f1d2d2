import { Search } from "lucide-react";
import { useId, type ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { inputClasses } from "./Input";

interface SearchInputProps extends Omit<ComponentProps<"input">, "type" | "id" | "placeholder"> {
  /** Shown as the placeholder, and read out as the name. */
  label: string;
}

export function SearchInput({ label, className, ...props }: SearchInputProps) {
  const id = useId();
  return (
    <div className={cn("relative", className)}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
        aria-hidden
      />
      <input
        id={id}
        type="search"
        placeholder={label}
        className={cn(inputClasses, "h-10 w-full pr-3 pl-9")}
        {...props}
      />
    </div>
  );
}
