import { useSyncExternalStore } from "react";
import type { SignedIn, User } from "@/lib/api/types";

const STORAGE_KEY = "neuropod.session";

/** Why the last session ended: by the person, or because the server no longer accepts its token. */
export type SessionEnd = "signedOut" | "expired";

/**
 * Who is signed in. Held in memory and in `sessionStorage`: it survives a reload of this tab, and
 * neither other tabs nor a later visit see the token.
 */
class SessionStore {
  private value: SignedIn | null;
  private ended: SessionEnd | null = null;
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.value = readStored();
  }

  readonly current = (): SignedIn | null => this.value;

  readonly lastEnd = (): SessionEnd | null => this.ended;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(signedIn: SignedIn): void {
    this.ended = null;
    this.set(signedIn);
  }

  /** Takes over what the server says about the user who is signed in. */
  update(user: User): void {
    if (this.value) this.set({ ...this.value, user });
  }

  end(reason: SessionEnd): void {
    if (!this.value) return;
    this.ended = reason;
    this.set(null);
  }

  private set(value: SignedIn | null): void {
    this.value = value;
    if (value) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(value));
    else sessionStorage.removeItem(STORAGE_KEY);
    for (const listener of [...this.listeners]) listener();
  }
}

function readStored(): SignedIn | null {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  if (!stored) return null;
  try {
    const parsed = JSON.parse(stored) as Partial<SignedIn>;
    if (parsed.token && parsed.user) return { token: parsed.token, user: parsed.user };
  } catch {
    // Written by another version or by hand: signing in again mends it.
  }
  sessionStorage.removeItem(STORAGE_KEY);
  return null;
}

export const session = new SessionStore();

export function useSession(): SignedIn | null {
  return useSyncExternalStore(session.subscribe, session.current);
}
