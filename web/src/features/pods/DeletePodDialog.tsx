import { CircleAlert, HardDrive, Trash2, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import type { Pod } from "@/lib/api/types";
import { cn } from "@/lib/cn";

interface DeletePodDialogProps {
  pod: Pod;
  /** Whose volume stays is said by name to administrators. */
  admin: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export default function DeletePodDialog({
  pod,
  admin,
  busy,
  onConfirm,
  onClose,
}: DeletePodDialogProps) {
  const { t } = useTranslation();
  const path = pod.volumePath;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("pods.confirmDelete.title", { name: pod.name })}
      question={t("pods.confirmDelete.question")}
      confirm={t("pods.confirmDelete.confirm")}
      busy={busy}
      onConfirm={onConfirm}
    >
      <ul className="mt-4 space-y-2.5 rounded-lg bg-sunken p-4 text-sm">
        {pod.status === "running" && (
          <Consequence icon={CircleAlert} className="text-bad-text">
            {t("pods.confirmDelete.losesRunning")}
          </Consequence>
        )}
        <Consequence icon={Trash2}>
          {t("pods.confirmDelete.loses", { size: pod.containerDiskSize })}
        </Consequence>
        <Consequence icon={HardDrive} className="text-ok-text">
          {admin && pod.owner
            ? t("pods.confirmDelete.keepsAdmin", { owner: pod.owner.email, path })
            : t("pods.confirmDelete.keeps", { path })}
        </Consequence>
      </ul>
    </ConfirmDialog>
  );
}

interface ConsequenceProps {
  icon: LucideIcon;
  className?: string;
  children: string;
}

function Consequence({ icon: Icon, className, children }: ConsequenceProps) {
  return (
    <li className={cn("flex gap-2.5", className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}
