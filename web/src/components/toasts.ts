import { useSyncExternalStore } from "react";

export type ToastTone = "ok" | "info" | "bad";

export interface ToastMessage {
  id: number;
  tone: ToastTone;
  text: string;
  detail?: string | undefined;
}

const MOST_SHOWN = 4;

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of [...listeners]) listener();
}

function show(tone: ToastTone, text: string, detail?: string): void {
  const message = { id: nextId++, tone, text, detail };
  set([...messages, message].slice(-MOST_SHOWN));
}

/** Short messages in the corner that go away by themselves. */
export const toast = {
  ok: (text: string, detail?: string) => show("ok", text, detail),
  info: (text: string, detail?: string) => show("info", text, detail),
  bad: (text: string, detail?: string) => show("bad", text, detail),
  dismiss: (id: number) => set(messages.filter((message) => message.id !== id)),
  clear: () => set([]),
};

export function useToasts(): readonly ToastMessage[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
  );
}
