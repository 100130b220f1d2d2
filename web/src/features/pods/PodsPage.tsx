import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Boxes, Plus, SearchX } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { PageHeader } from "@/components/PageHeader";
import { Pagination } from "@/components/Pagination";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { podsQuery, type PodScope } from "@/lib/api/pods";
import type { Pod, PodStatus } from "@/lib/api/types";
import { useFeedStatus } from "@/lib/live/feed";
import { useDebounced } from "@/lib/useDebounced";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { PodCards } from "./PodCards";
import { PodFilters } from "./PodFilters";
import { PodTable } from "./PodTable";
import { usePodOperations } from "./usePodOperations";

// Below these the eight or nine columns no longer fit beside the navigation.
const TABLE_FITS = "(min-width: 80rem)";
const ADMIN_TABLE_FITS = "(min-width: 90rem)";

// Dialogs come when they are opened first, so that the list itself is there sooner.
const ConnectDialog = lazy(() => import("./ConnectDialog"));
const LogsDialog = lazy(() => import("./LogsDialog"));
const DeletePodDialog = lazy(() => import("./DeletePodDialog"));

// Where no socket gets through, the list still moves, if slowly.
const WITHOUT_FEED_MS = 10_000;

interface PodsPageProps {
  /** Shows everybody's pods, with what only administrators may do. */
  admin: boolean;
  deployPath: "/client/pods/deploy" | "/admin/pods/deploy";
}

interface OpenDialog {
  kind: "connect" | "logs" | "delete";
  /** As it was when the dialog opened; kept for a pod that leaves the list meanwhile. */
  pod: Pod;
}

export function PodsPage({ admin, deployPath }: PodsPageProps) {
  const { t } = useTranslation();
  const [userEmail, setUserEmail] = useState("");
  const [status, setStatus] = useState<PodStatus | "">("");
  const [page, setPage] = useState(0);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const operations = usePodOperations();
  const tableFits = useMediaQuery(admin ? ADMIN_TABLE_FITS : TABLE_FITS);

  const searchedEmail = useDebounced(userEmail.trim());
  const scope: PodScope = admin
    ? { kind: "all", userEmail: searchedEmail, status, page }
    : { kind: "own" };
  const live = useFeedStatus() === "live";
  const pods = useQuery({
    ...podsQuery(scope),
    placeholderData: keepPreviousData,
    refetchInterval: live ? false : WITHOUT_FEED_MS,
  });
  const items = pods.data?.items ?? [];
  const dialogPod = items.find((pod) => pod.id === dialog?.pod.id) ?? dialog?.pod;
  const filtered = searchedEmail !== "" || status !== "";

  const closeDialog = () => setDialog(null);
  const deployLink = (
    <Button asChild variant="primary">
      <Link to={deployPath}>
        <Plus aria-hidden />
        {t("pods.deploy")}
      </Link>
    </Button>
  );

  const List = tableFits ? PodTable : PodCards;
  const list = (
    <List
      pods={items}
      admin={admin}
      pending={operations.pending}
      onOperate={(pod, operation) => void operations.run(pod, operation)}
      onConnect={(pod) => setDialog({ kind: "connect", pod })}
      onLogs={(pod) => setDialog({ kind: "logs", pod })}
      onDelete={(pod) => setDialog({ kind: "delete", pod })}
    />
  );

  return (
    <>
      <PageHeader
        title={admin ? t("pods.titleAdmin") : t("pods.title")}
        subtitle={admin ? t("pods.subtitleAdmin") : t("pods.subtitle")}
        action={deployLink}
      />
      {admin && (
        <PodFilters
          userEmail={userEmail}
          status={status}
          onUserEmail={(next) => {
            setUserEmail(next);
            setPage(0);
          }}
          onStatus={(next) => {
            setStatus(next);
            setPage(0);
          }}
        />
      )}
      {pods.isPending ? (
        <PodsLoading />
      ) : pods.data === undefined ? (
        <Panel>
          <ErrorState
            title={t("pods.loadFailed")}
            text={errorText(pods.error, t)}
            retrying={pods.isFetching}
            onRetry={() => void pods.refetch()}
          />
        </Panel>
      ) : items.length === 0 ? (
        <Panel>
          {filtered ? (
            <EmptyState
              icon={SearchX}
              title={t("pods.noMatchTitle")}
              text={t("pods.noMatchText")}
              action={
                <Button
                  onClick={() => {
                    setUserEmail("");
                    setStatus("");
                  }}
                >
                  {t("pods.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={Boxes}
              title={t("pods.emptyTitle")}
              text={t("pods.emptyText")}
              action={deployLink}
            />
          )}
        </Panel>
      ) : (
        <>
          {tableFits ? <Panel>{list}</Panel> : list}
          <Pagination page={pods.data.page} onPage={setPage} />
        </>
      )}
      <Suspense>
        {dialogPod && dialog?.kind === "connect" && (
          <ConnectDialog podId={dialogPod.id} podName={dialogPod.name} onClose={closeDialog} />
        )}
        {dialogPod && dialog?.kind === "logs" && (
          <LogsDialog pod={dialogPod} onClose={closeDialog} />
        )}
        {dialogPod && dialog?.kind === "delete" && (
          <DeletePodDialog
            pod={dialogPod}
            admin={admin}
            busy={operations.pending(dialogPod.id) === "delete"}
            onClose={closeDialog}
            onConfirm={() => void operations.run(dialogPod, "delete").then(closeDialog)}
          />
        )}
      </Suspense>
    </>
  );
}

function Panel({ children }: { children: ReactNode }) {
  return <div className="overflow-x-auto rounded-xl border bg-surface shadow-card">{children}</div>;
}

function PodsLoading() {
  return (
    <Loading>
      <Panel>
        <div className="divide-y">
          {[0, 1, 2].map((row) => (
            <div key={row} className="flex items-center gap-6 px-5 py-4">
              <div className="flex-1 space-y-2">
                <Skeleton className="h-4 w-40 max-w-full rounded-md" />
                <Skeleton className="h-3 w-28 max-w-full rounded-md" />
              </div>
              <Skeleton className="h-5 w-20 rounded-full" />
              <Skeleton className="hidden h-8 w-56 rounded-md lg:block" />
            </div>
          ))}
        </div>
      </Panel>
    </Loading>
  );
}
