import { useQuery } from "@tanstack/react-query";
import { Copy, ExternalLink, LoaderCircle, PlugZap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { toast } from "@/components/toasts";
import { Tooltip } from "@/components/Tooltip";
import { connectionsQuery } from "@/lib/api/pods";
import type { HttpConnection, PodConnections, TcpConnection, ServiceStatus } from "@/lib/api/types";
import { cn } from "@/lib/cn";

const SETTLING_MS = 2_000;
const SETTLED_MS = 10_000;

/** Often while something is on its way to ready, seldom once everything answers. */
export function refreshInterval(connections: PodConnections | undefined): number {
  const settled =
    connections?.status === "stopped" ||
    (connections?.status === "running" &&
      connections.httpServices.every((service) => service.status === "ready"));
  return settled ? SETTLED_MS : SETTLING_MS;
}

/** How to reach what a pod runs: a link per port that answers, and why one does not. */
export function PodServices({ podId }: { podId: string }) {
  const { t } = useTranslation();
  const connections = useQuery({
    ...connectionsQuery(podId),
    refetchInterval: ({ state }) => refreshInterval(state.data),
  });
  if (connections.data) return <Services connections={connections.data} />;
  return connections.isError ? (
    <ErrorState
      title={t("connect.failed")}
      text={errorText(connections.error, t)}
      retrying={connections.isFetching}
      onRetry={() => void connections.refetch()}
    />
  ) : (
    <Loading>
      <Skeleton className="mb-2 h-16 rounded-md" />
      <Skeleton className="h-16 rounded-md" />
    </Loading>
  );
}

function Services({ connections }: { connections: PodConnections }) {
  const { t } = useTranslation();
  const { httpServices, tcpServices, message } = connections;
  if (httpServices.length === 0 && tcpServices.length === 0) {
    return (
      <div role="status">
        <EmptyState icon={PlugZap} title={message ?? t("connect.noServices")} />
      </div>
    );
  }
  return (
    <div className="space-y-5">
      {message && (
        <p role="status" className="rounded-lg bg-wait-soft px-3 py-2.5 text-sm text-wait-text">
          {message}
        </p>
      )}
      {httpServices.length > 0 && (
        <section aria-labelledby="http-services">
          <h3 id="http-services" className="mb-2 text-sm font-medium">
            {t("connect.http")}
          </h3>
          <ul className="space-y-2" aria-live="polite">
            {httpServices.map((service) => (
              <HttpService key={service.port} service={service} />
            ))}
          </ul>
        </section>
      )}
      {tcpServices.length > 0 && (
        <section aria-labelledby="tcp-services">
          <h3 id="tcp-services" className="mb-2 text-sm font-medium">
            {t("connect.tcp")}
          </h3>
          <ul className="space-y-2">
            {tcpServices.map((service) => (
              <TcpService key={service.port} service={service} />
            ))}
          </ul>
          <p className="mt-2 text-sm text-ink-soft">{t("connect.tcpHint")}</p>
        </section>
      )}
    </div>
  );
}

function HttpService({ service }: { service: HttpConnection }) {
  const { t } = useTranslation();
  const { port, serviceName, url, status } = service;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border p-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {serviceName}
          <Readiness status={status} />
        </p>
        <p className="text-sm text-ink-soft tabular-nums">→ :{port}</p>
        {status !== "ready" && (
          <p className="mt-1 text-sm text-ink-soft">
            {status === "starting"
              ? t("connect.startingHint")
              : t("connect.unreachableHint", { port })}
          </p>
        )}
      </div>
      <div className="ml-auto flex items-center gap-1.5">
        <CopyLink service={service} />
        {status === "ready" ? (
          <Button asChild variant="primary" size="sm">
            <a
              href={url}
              target="_blank"
              rel="noopener"
              aria-label={t("connect.openService", { service: serviceName })}
            >
              <ExternalLink aria-hidden />
              {t("connect.open")}
            </a>
          </Button>
        ) : (
          // Not a link before something answers: it would only lead to an error page of the edge.
          <Button
            size="sm"
            disabled
            aria-label={t("connect.openService", { service: serviceName })}
          >
            <ExternalLink aria-hidden />
            {t("connect.open")}
          </Button>
        )}
      </div>
    </li>
  );
}

function TcpService({ service }: { service: TcpConnection }) {
  return (
    <li className="flex items-center justify-between gap-3 rounded-xl border border-dashed p-3">
      <div>
        <p className="font-medium">{service.serviceName}</p>
        <p className="text-sm text-ink-soft tabular-nums">→ :{service.port}</p>
      </div>
      <Button size="sm" disabled>
        TCP
      </Button>
    </li>
  );
}

const READINESS: Record<ServiceStatus, string> = {
  starting: "text-wait-text",
  ready: "text-ok-text",
  unreachable: "text-bad-text",
};

function Readiness({ status }: { status: ServiceStatus }) {
  const { t } = useTranslation();
  return (
    <span className={cn("inline-flex items-center gap-1 text-xs font-medium", READINESS[status])}>
      {status === "starting" ? (
        <LoaderCircle className="size-3 animate-spin" aria-hidden />
      ) : (
        <span className="size-1.5 rounded-full bg-current" aria-hidden />
      )}
      {t(`connect.status.${status}`)}
    </span>
  );
}

function CopyLink({ service }: { service: HttpConnection }) {
  const { t } = useTranslation();
  async function copy() {
    try {
      await navigator.clipboard.writeText(service.url);
      toast.ok(t("connect.copied"));
    } catch {
      // Browsers refuse the clipboard without HTTPS or permission.
      toast.bad(t("connect.copyFailed"), service.url);
    }
  }
  return (
    <Tooltip text={t("connect.copy")}>
      <Button
        size="iconSm"
        variant="ghost"
        aria-label={t("connect.copyService", { service: service.serviceName })}
        onClick={() => void copy()}
      >
        <Copy aria-hidden />
      </Button>
    </Tooltip>
  );
}
