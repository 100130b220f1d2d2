import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { Toasts } from "@/components/Toasts";
import { TooltipProvider } from "@/components/Tooltip";
import { session } from "@/lib/session";
import { createAppQueryClient } from "./queryClient";
import { createAppRouter } from "./router";

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
      <TooltipProvider delayDuration={300}>
        <RouterProvider router={router} />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
