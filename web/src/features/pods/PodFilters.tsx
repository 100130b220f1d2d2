import { Search } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/Input";
import { Select } from "@/components/Select";
import type { PodStatus } from "@/lib/api/types";

const STATUSES: readonly PodStatus[] = [
  "running",
  "starting",
  "queued",
  "error",
  "stopping",
  "stopped",
];

interface PodFiltersProps {
  userEmail: string;
  status: PodStatus | "";
  onUserEmail: (userEmail: string) => void;
  onStatus: (status: PodStatus | "") => void;
}

export function PodFilters({ userEmail, status, onUserEmail, onStatus }: PodFiltersProps) {
  const { t } = useTranslation();
  const emailId = useId();
  const statusId = useId();
  return (
    <search className="mb-4 flex flex-col gap-3 sm:flex-row">
      <div className="relative sm:w-72">
        <label htmlFor={emailId} className="sr-only">
          {t("pods.searchEmail")}
        </label>
        <Search
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
          aria-hidden
        />
        <Input
          id={emailId}
          type="search"
          inputMode="email"
          className="pl-9"
          placeholder={t("pods.searchEmail")}
          value={userEmail}
          onChange={(event) => onUserEmail(event.target.value)}
        />
      </div>
      <label htmlFor={statusId} className="sr-only">
        {t("pods.filterStatus")}
      </label>
      <Select
        id={statusId}
        value={status}
        onChange={(event) => onStatus(STATUSES.find((known) => known === event.target.value) ?? "")}
      >
        <option value="">{t("pods.anyStatus")}</option>
        {STATUSES.map((option) => (
          <option key={option} value={option}>
            {t(`pods.status.${option}`)}
          </option>
        ))}
      </Select>
    </search>
  );
}
