import { useEffect, useState } from "react";

/** A value that follows only after it has rested for a while, such as a search that is being typed. */
export function useDebounced<T>(value: T, restMs = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}
