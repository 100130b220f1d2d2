import type { TFunction } from "i18next";
import { ApiError } from "@/lib/api/client";

/** What to tell a person about a failed request: the server's own words where there are any. */
export function errorText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t("errors.unexpected");
  if (error.code === "NETWORK") return t("errors.network");
  if (error.message) return error.message;
  return error.code === "UNREADABLE" ? t("errors.unreadable") : t("errors.unexpected");
}
