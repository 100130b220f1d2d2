import { CircleAlert, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Pod } from "@/lib/api/types";
import { cn } from "@/lib/cn";

/** Whether there is something to say about a pod's status beyond its name. */
export function hasStatusNote(pod: Pod): boolean {
  return Boolean(pod.statusReason) || (pod.status === "queued" && Boolean(pod.queue));
}

/** Why a pod is in its status, and what to do about it. */
export function StatusNote({ pod, className }: { pod: Pod; className?: string }) {
  const { t } = useTranslation();
  if (!hasStatusNote(pod)) return null;
  const failed = pod.status === "error";
  const Icon = failed ? CircleAlert : Hourglass;
  return (
    <div
      className={cn(
        "flex gap-2.5 rounded-lg px-3 py-2.5 text-sm",
        failed ? "bg-bad-soft text-bad-text" : "bg-wait-soft text-wait-text",
        className,
      )}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 break-words">
        {pod.statusReason && <p className="font-medium">{pod.statusReason.message}</p>}
        {pod.statusReason?.hint && <p className="mt-0.5 opacity-90">{pod.statusReason.hint}</p>}
        {pod.status === "queued" && pod.queue && (
          <p>{t("pods.queuePlace", { position: pod.queue.position, length: pod.queue.length })}</p>
        )}
      </div>
    </div>
  );
}
