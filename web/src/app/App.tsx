import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useToasts } from "@/components/toasts";
import { session } from "@/lib/session";
import { createAppQueryClient } from "./queryClient";
import { createAppRouter } from "./router";

const Toasts = lazy(() => import("@/components/Toasts"));

const queryClient = createAppQueryClient();
const router = createAppRouter(queryClient);

export function App() {
  // Signing in and out changes which routes may be shown: their guards run again.
  useEffect(
    () =>
      session.subscribe(() => {
        if (!session.current()) queryClient.clear();
        void router.invalidate();
      }),
    [],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastsOnDemand />
    </QueryClientProvider>
  );
}

/** The toasts are loaded with the first of them, and stay. */
function ToastsOnDemand() {
  const waiting = useToasts().length > 0;
  const [wanted, setWanted] = useState(false);
  if (waiting && !wanted) setWanted(true);
  return (
    wanted && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  );
}
