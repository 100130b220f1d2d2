import { clsx, type ClassValue } from "clsx";

/**
 * Joins class names. Two Tailwind classes for one property must not meet here: which of them wins
 * depends on the style sheet, not on their order.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
