import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import type { Pod } from "@/lib/api/types";
import { PodLogs } from "./PodLogs";

interface LogsDialogProps {
  pod: Pod;
  onClose: () => void;
}

export default function LogsDialog({ pod, onClose }: LogsDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("logs.title")}
      description={t("logs.description", { name: pod.name })}
      size="xl"
      className="h-[92dvh] sm:h-[86dvh]"
    >
      <PodLogs pod={pod} />
    </Dialog>
  );
}
