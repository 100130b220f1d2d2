import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";

interface RestoreButtonProps {
  /** The template's value as shown. */
  value: string;
  onClick: () => void;
}

/** Takes back what was typed by hand in favour of the template's value. */
export function RestoreButton({ value, onClick }: RestoreButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex items-center gap-1 rounded text-right text-xs text-accent-text hover:underline"
    >
      <Undo2 className="size-3 shrink-0" aria-hidden />
      {t("deploy.restore", { value })}
    </button>
  );
}
