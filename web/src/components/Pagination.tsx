import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PageInfo } from "@/lib/api/types";
import { Button } from "./Button";

interface PaginationProps {
  page: PageInfo;
  onPage: (number: number) => void;
}

/** Turns the pages of a list; nothing for a list that fits on one. */
export function Pagination({ page, onPage }: PaginationProps) {
  const { t } = useTranslation();
  if (page.totalPages <= 1) return null;
  return (
    <div className="mt-4 flex items-center justify-end gap-2 text-sm text-ink-soft">
      <span aria-live="polite">
        {t("common.pageOf", { page: page.number + 1, total: page.totalPages })}
      </span>
      <Button
        size="iconSm"
        aria-label={t("common.previousPage")}
        disabled={page.number === 0}
        onClick={() => onPage(page.number - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        size="iconSm"
        aria-label={t("common.nextPage")}
        disabled={page.number + 1 >= page.totalPages}
        onClick={() => onPage(page.number + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
