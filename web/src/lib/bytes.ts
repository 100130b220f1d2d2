import { currentLanguage } from "@/lib/i18n/language";

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** Bytes in the binary units that Kubernetes limits are written in, labelled as people say them. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const decimals = value >= 100 || unit === 0 ? 0 : 1;
  const number = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: decimals });
  return `${number.format(value)} ${UNITS[unit] ?? ""}`;
}
