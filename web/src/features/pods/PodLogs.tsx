import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, RefreshCw } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { SearchInput } from "@/components/SearchInput";
import { Select } from "@/components/Select";
import { ErrorState } from "@/components/States";
import { Switch } from "@/components/Switch";
import { logsQuery } from "@/lib/api/pods";
import type { Pod } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { saveFile } from "@/lib/saveFile";
import { matching, toLines } from "./logLines";

const FOLLOW_MS = 2_000;
const TAILS = [100, 500, 2000, 5000];
const DEFAULT_TAIL = 500;

/** What a pod's container has written: live, searched, saved. Fills the height it is given. */
export function PodLogs({ pod }: { pod: Pod }) {
  const { t } = useTranslation();
  const [tail, setTail] = useState(DEFAULT_TAIL);
  const [previous, setPrevious] = useState(false);
  const [follow, setFollow] = useState(pod.status === "running");
  const [search, setSearch] = useState("");
  const tailId = useId();

  const logs = useQuery({
    ...logsQuery(pod.id, { tail, previous }),
    refetchInterval: follow && !previous ? FOLLOW_MS : false,
    placeholderData: keepPreviousData,
  });
  const text = logs.data?.logs ?? "";
  const lines = useMemo(() => toLines(text), [text]);
  const shown = useMemo(() => matching(lines, search), [lines, search]);

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchInput
          label={t("logs.search")}
          className="w-full sm:w-56"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <label htmlFor={tailId} className="sr-only">
          {t("logs.tail")}
        </label>
        <Select id={tailId} value={tail} onChange={(event) => setTail(Number(event.target.value))}>
          {TAILS.map((count) => (
            <option key={count} value={count}>
              {t("logs.lastLines", { count })}
            </option>
          ))}
        </Select>
        <Toggle checked={follow && !previous} disabled={previous} onChange={setFollow}>
          {t("logs.follow")}
        </Toggle>
        <Toggle checked={previous} onChange={setPrevious}>
          {t("logs.previous")}
        </Toggle>
        <div className="ml-auto flex gap-2">
          <Button size="sm" onClick={() => void logs.refetch()}>
            <RefreshCw className={cn(logs.isFetching && "animate-spin")} aria-hidden />
            <span className="sr-only sm:not-sr-only">{t("logs.refresh")}</span>
          </Button>
          <Button
            size="sm"
            disabled={lines.length === 0}
            onClick={() => saveFile(`${pod.name}-logs.txt`, textFile(lines))}
          >
            <Download aria-hidden />
            <span className="sr-only sm:not-sr-only">{t("logs.download")}</span>
          </Button>
        </div>
      </div>
      {logs.isError && !logs.data ? (
        <ErrorState
          title={t("logs.failed")}
          text={errorText(logs.error, t)}
          retrying={logs.isFetching}
          onRetry={() => void logs.refetch()}
        />
      ) : (
        <>
          <Output
            lines={shown}
            search={search}
            stickToEnd={follow && !previous}
            placeholder={
              logs.isPending
                ? t("common.loading")
                : search.trim() && lines.length > 0
                  ? t("logs.noMatches")
                  : (logs.data.message ?? t("logs.empty"))
            }
          />
          <p role="status" className="text-sm text-ink-soft not-empty:mt-2">
            {logs.isError
              ? errorText(logs.error, t)
              : search.trim() && shown.length > 0
                ? t("logs.matches", { count: shown.length })
                : lines.length > 0
                  ? logs.data?.message
                  : null}
          </p>
        </>
      )}
    </>
  );
}

interface ToggleProps {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

function Toggle({ checked, disabled = false, onChange, children }: ToggleProps) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <Switch id={id} checked={checked} disabled={disabled} onCheckedChange={onChange} />
      <label htmlFor={id}>{children}</label>
    </span>
  );
}

interface OutputProps {
  lines: readonly string[];
  search: string;
  /** Keeps the last line in view, unless the reader has scrolled up. */
  stickToEnd: boolean;
  placeholder: string;
}

function Output({ lines, search, stickToEnd, placeholder }: OutputProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useEffect(() => {
    const element = box.current;
    if (element && stickToEnd && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines, stickToEnd]);

  return (
    <div
      ref={box}
      role="log"
      aria-label={t("logs.output")}
      aria-live="off" // a busy container would never let a screen reader finish
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="min-h-40 flex-1 overflow-auto rounded-xl bg-terminal p-4 font-mono text-[13px] leading-5 text-terminal-ink"
    >
      {lines.length === 0 ? (
        <p className="flex h-full items-center justify-center text-center opacity-75">
          {placeholder}
        </p>
      ) : (
        <pre className="break-words whitespace-pre-wrap">
          {lines.map((line, index) => (
            // Lines have no identity of their own: their place is their key.
            <span key={index} className="block min-h-5">
              <Highlighted line={line} text={search.trim()} />
            </span>
          ))}
        </pre>
      )}
    </div>
  );
}

function Highlighted({ line, text }: { line: string; text: string }) {
  const at = text === "" ? -1 : line.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return line;
  return (
    <>
      {line.slice(0, at)}
      <mark className="rounded-sm bg-wait px-0.5 text-black">
        {line.slice(at, at + text.length)}
      </mark>
      {line.slice(at + text.length)}
    </>
  );
}

function textFile(lines: readonly string[]): Blob {
  return new Blob([lines.join("\n"), "\n"], { type: "text/plain" });
}
