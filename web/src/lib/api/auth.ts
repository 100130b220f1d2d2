import { queryOptions } from "@tanstack/react-query";
import { session } from "@/lib/session";
import { request } from "./client";
import type { Role, SignedIn, User } from "./types";

/** Signs in by e-mail address alone; exists only where development sign-in is switched on. */
export async function developmentSignIn(email: string, role: Role): Promise<SignedIn> {
  const signedIn = await request<SignedIn>("POST", "/api/auth/mock-login", {
    body: { email, role },
  });
  session.start(signedIn);
  return signedIn;
}

/** The user as the server knows them; a token that is no longer accepted ends the session here. */
export const meQuery = queryOptions({
  queryKey: ["auth", "me"],
  queryFn: async ({ signal }) => {
    const user = await request<User>("GET", "/api/auth/me", { signal });
    session.update(user);
    return user;
  },
  staleTime: 60_000,
});
