import { queryOptions } from "@tanstack/react-query";
import { session } from "@/lib/session";
import { api, unwrap } from "./client";
import type { Role } from "./types";

/** Signs in by e-mail address alone; exists only where development sign-in is switched on. */
export async function developmentSignIn(email: string, role: Role): Promise<void> {
  const { token, user } = await unwrap(api.POST("/api/auth/mock-login", { body: { email, role } }));
  session.start({ token, user });
}

/** Tells the server, and forgets the token here even if it does not answer. */
export async function signOut(): Promise<void> {
  try {
    await unwrap(api.POST("/api/auth/logout"));
  } finally {
    session.end("signedOut");
  }
}

/** The user as the server knows them; a token that is no longer accepted ends the session here. */
export const meQuery = queryOptions({
  queryKey: ["auth", "me"],
  queryFn: async ({ signal }) => {
    const user = await unwrap(api.GET("/api/auth/me", { signal }));
    session.update(user);
    return user;
  },
  staleTime: 60_000,
});
