import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { PodServices } from "./PodServices";

interface ConnectDialogProps {
  podId: string;
  podName: string;
  onClose: () => void;
}

export default function ConnectDialog({ podId, podName, onClose }: ConnectDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("connect.title", { name: podName })}
      description={t("connect.description")}
    >
      <PodServices podId={podId} />
    </Dialog>
  );
}
