import { Play, Plug, RotateCcw, ScrollText, Square, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Tooltip } from "@/components/Tooltip";
import type { PodOperation } from "@/lib/api/pods";
import type { Pod } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { actionsFor } from "./podActions";

export interface PodActionHandlers {
  onOperate: (pod: Pod, operation: PodOperation) => void;
  onConnect: (pod: Pod) => void;
  onLogs: (pod: Pod) => void;
  onDelete: (pod: Pod) => void;
  pending: (podId: string) => PodOperation | undefined;
}

interface PodActionsProps extends PodActionHandlers {
  pod: Pod;
  /** Offer what only administrators may do. */
  admin: boolean;
  className?: string;
}

export function PodActions({
  pod,
  admin,
  className,
  onOperate,
  onConnect,
  onLogs,
  onDelete,
  pending,
}: PodActionsProps) {
  const { t } = useTranslation();
  const { power, retry, rest } = actionsFor(pod.status);
  const busy = pending(pod.id);
  const label = (action: PodOperation | "connect" | "logs") =>
    t("pods.actionOn", { action: t(`pods.action.${action}`), name: pod.name });
  const offersRetry = admin && retry;

  return (
    <div className={cn("flex items-center gap-1", className)}>
      {power && !offersRetry && (
        <Button
          size="sm"
          className="min-w-25"
          busy={busy === power}
          disabled={busy !== undefined}
          aria-label={label(power)}
          onClick={() => onOperate(pod, power)}
        >
          {busy !== power &&
            (power === "start" ? (
              <Play className="fill-current" aria-hidden />
            ) : (
              <Square className="scale-85 fill-current" aria-hidden />
            ))}
          {t(`pods.action.${power}`)}
        </Button>
      )}
      {offersRetry && (
        <Button
          size="sm"
          className="min-w-25"
          busy={busy === "retry"}
          disabled={busy !== undefined}
          aria-label={label("retry")}
          onClick={() => onOperate(pod, "retry")}
        >
          {busy !== "retry" && <RotateCcw aria-hidden />}
          {t("pods.action.retry")}
        </Button>
      )}
      <Button
        size="sm"
        variant={pod.status === "running" ? "primary" : "secondary"}
        disabled={!rest}
        aria-label={label("connect")}
        onClick={() => onConnect(pod)}
      >
        <Plug aria-hidden />
        {t("pods.action.connect")}
      </Button>
      <Tooltip text={t("pods.action.logs")}>
        <Button
          size="iconSm"
          variant="ghost"
          disabled={!rest}
          aria-label={label("logs")}
          onClick={() => onLogs(pod)}
        >
          <ScrollText aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip text={t("pods.action.delete")}>
        <Button
          size="iconSm"
          variant="dangerGhost"
          disabled={!rest || busy !== undefined}
          aria-label={label("delete")}
          onClick={() => onDelete(pod)}
        >
          <Trash2 aria-hidden />
        </Button>
      </Tooltip>
    </div>
  );
}
