import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SearchInput } from "@/components/SearchInput";
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
  const statusId = useId();
  return (
    <search className="mb-4 flex flex-col gap-3 sm:flex-row">
      <SearchInput
        label={t("pods.searchEmail")}
        inputMode="email"
        className="sm:w-72"
        value={userEmail}
        onChange={(event) => onUserEmail(event.target.value)}
      />
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
