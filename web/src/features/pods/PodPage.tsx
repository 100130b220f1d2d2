import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, SearchX } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { errorText } from "@/components/errorText";
import { PageHeader } from "@/components/PageHeader";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { ApiError } from "@/lib/api/client";
import { podQuery } from "@/lib/api/pods";
import type { Pod } from "@/lib/api/types";
import { formatMoment } from "@/lib/dates";
import { formatMicros, toMicros } from "@/lib/money";
import { PodActions } from "./PodActions";
import { ActiveTime, Usage } from "./PodFacts";
import { PodLogs } from "./PodLogs";
import { PodReceipt } from "./PodReceipt";
import { PodServices } from "./PodServices";
import { PodTimeline } from "./PodTimeline";
import { StatusBadge } from "./StatusBadge";
import { StatusNote } from "./StatusNote";
import { usePodOperations } from "./usePodOperations";

const ConnectDialog = lazy(() => import("./ConnectDialog"));
const LogsDialog = lazy(() => import("./LogsDialog"));
const DeletePodDialog = lazy(() => import("./DeletePodDialog"));

interface PodPageProps {
  podId: string;
  /** Shows whose pod it is, and offers what only administrators may do. */
  admin: boolean;
  podsPath: "/client/pods" | "/admin/pods";
}

/** Everything about one pod: how to reach it, what happened to it, what it wrote, what it cost. */
export function PodPage({ podId, admin, podsPath }: PodPageProps) {
  const { t } = useTranslation();
  const pod = useQuery(podQuery(podId));
  const back = (
    <Button asChild>
      <Link to={podsPath}>
        <ArrowLeft aria-hidden />
        {t("pod.back")}
      </Link>
    </Button>
  );
  if (pod.data) return <PodDetails pod={pod.data} admin={admin} back={back} />;
  const gone = pod.error instanceof ApiError && pod.error.status === 404;
  return (
    <>
      <PageHeader title={t("pod.title")} action={back} />
      {gone ? (
        <EmptyState icon={SearchX} title={t("pod.goneTitle")} text={t("pod.goneText")} />
      ) : pod.isError ? (
        <ErrorState
          title={t("pod.loadFailed")}
          text={errorText(pod.error, t)}
          retrying={pod.isFetching}
          onRetry={() => void pod.refetch()}
        />
      ) : (
        <Loading>
          <Skeleton className="mb-6 h-40 rounded-xl" />
          <Skeleton className="h-64 rounded-xl" />
        </Loading>
      )}
    </>
  );
}

interface PodDetailsProps {
  pod: Pod;
  admin: boolean;
  back: ReactNode;
}

type OpenDialog = "connect" | "logs" | "delete";

function PodDetails({ pod, admin, back }: PodDetailsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const operations = usePodOperations();
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader title={pod.name} subtitle={pod.templateName ?? pod.dockerImage} action={back} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <StatusBadge status={pod.status} />
        <PodActions
          pod={pod}
          admin={admin}
          className="flex-wrap"
          pending={operations.pending}
          onOperate={(one, operation) => void operations.run(one, operation)}
          onConnect={() => setDialog("connect")}
          onLogs={() => setDialog("logs")}
          onDelete={() => setDialog("delete")}
        />
      </div>
      <StatusNote pod={pod} className="mb-6" />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card title={t("pod.services")}>
          <PodServices podId={pod.id} />
        </Card>
        <Card title={t("pod.facts")}>
          <Facts pod={pod} admin={admin} />
        </Card>
        <Card title={t("pod.timeline")}>
          <PodTimeline podId={pod.id} />
        </Card>
        <Card title={t("pod.receipt")}>
          <PodReceipt pod={pod} admin={admin} />
        </Card>
        <Card title={t("logs.title")} className="flex h-[36rem] flex-col xl:col-span-2">
          <PodLogs pod={pod} />
        </Card>
      </div>
      <Suspense>
        {dialog === "connect" && (
          <ConnectDialog podId={pod.id} podName={pod.name} onClose={close} />
        )}
        {dialog === "logs" && <LogsDialog pod={pod} onClose={close} />}
        {dialog === "delete" && (
          <DeletePodDialog
            pod={pod}
            admin={admin}
            busy={operations.pending(pod.id) === "delete"}
            onClose={close}
            onConfirm={() => void operations.run(pod, "delete").then(close)}
          />
        )}
      </Suspense>
    </>
  );
}

function Facts({ pod, admin }: { pod: Pod; admin: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5 text-sm">
      {admin && pod.owner && <Fact label={t("pods.column.owner")}>{pod.owner.email}</Fact>}
      <Fact label={t("pods.column.activeTime")}>
        <ActiveTime pod={pod} />
      </Fact>
      <Fact label={t("pods.column.cpu")}>
        <Usage pod={pod} measure="cpu" />
      </Fact>
      <Fact label={t("pods.column.memory")}>
        <Usage pod={pod} measure="memory" />
      </Fact>
      <Fact label={t("pods.column.gpuUsageLong")}>
        <Usage pod={pod} measure="gpu" />
      </Fact>
      <Fact label={t("pods.column.gpu")}>{pod.gpuName}</Fact>
      <Fact label={t("pod.hardware")}>
        {t("deploy.gpuHardware", { cpu: pod.cpu, memory: pod.memoryGiB })}
      </Fact>
      <Fact label={t("deploy.dockerImage")}>
        <code className="font-mono break-all">{pod.dockerImage}</code>
      </Fact>
      <Fact label={t("deploy.containerDisk")}>
        {t("deploy.gb", { size: pod.containerDiskSize })}
      </Fact>
      <Fact label={t("deploy.volumeDisk")}>
        {t("pod.volumeAt", { size: pod.volumeDiskSize, path: pod.volumePath })}
      </Fact>
      <Fact label={t("deploy.cost")}>
        {t("pods.perHour", { amount: formatMicros(toMicros(pod.costPerHour), { decimals: 4 }) })}
      </Fact>
      <Fact label={t("pod.created")}>{formatMoment(pod.createdAt)}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
