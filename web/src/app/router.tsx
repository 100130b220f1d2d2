import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { Role } from "@/lib/api/types";
import { session } from "@/lib/session";
import { Frame } from "./Frame";
import { NotFound, PageError } from "./FallbackPages";

interface RouterContext {
  queryClient: QueryClient;
}

const STATS = { client: "/client/stats", admin: "/admin/pods" } as const satisfies Record<
  Role,
  string
>;
const HOME = { client: "/client/pods", admin: "/admin/pods" } as const satisfies Record<
  Role,
  string
>;
const DEPLOY = {
  client: "/client/pods/deploy",
  admin: "/admin/pods/deploy",
} as const satisfies Record<Role, string>;

/** The page of the signed-in person's role, or the sign-in page. */
function byRole(pages: typeof HOME | typeof DEPLOY | typeof STATS): never {
  const role = session.current()?.user.role;
  throw redirect({ to: role ? pages[role] : "/login", replace: true });
}

/** Only people of this role pass; others go to where they may be. */
function requireRole(role: Role, href: string): void {
  const signedIn = session.current();
  if (!signedIn) {
    // Who signed out wanted to leave; everybody else is led back to where they were going.
    const leaving = session.lastEnd() === "signedOut";
    throw redirect({ to: "/login", search: leaving ? {} : { redirect: href } });
  }
  if (signedIn.user.role !== role) throw redirect({ to: HOME[signedIn.user.role], replace: true });
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search): { redirect?: string | undefined } => {
    const wanted = search["redirect"];
    // A path of this site only: an address from elsewhere must not lead people away after sign-in.
    // It is unset by name, since what is not named here would pass as it came.
    const local = typeof wanted === "string" && /^\/(?![/\\])/.test(wanted);
    return { redirect: local ? wanted : undefined };
  },
  beforeLoad: ({ search }) => {
    const signedIn = session.current();
    if (!signedIn) return;
    throw redirect({ to: search.redirect ?? HOME[signedIn.user.role], replace: true });
  },
  component: lazyRouteComponent(() => import("./routes/login"), "LoginRoute"),
});

const client = createRoute({
  getParentRoute: () => root,
  path: "/client",
  beforeLoad: ({ location }) => requireRole("client", location.href),
  component: () => <Frame role="client" />,
});

const admin = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  beforeLoad: ({ location }) => requireRole("admin", location.href),
  component: () => <Frame role="admin" />,
});

const clientStats = createRoute({
  getParentRoute: () => client,
  path: "/stats",
  component: lazyRouteComponent(() => import("./routes/stats"), "ClientStatsRoute"),
});

const clientPods = createRoute({
  getParentRoute: () => client,
  path: "/pods",
  component: lazyRouteComponent(() => import("./routes/pods"), "ClientPodsRoute"),
});

const adminPods = createRoute({
  getParentRoute: () => admin,
  path: "/pods",
  component: lazyRouteComponent(() => import("./routes/pods"), "AdminPodsRoute"),
});

const clientPod = createRoute({
  getParentRoute: () => client,
  path: "/pods/$podId",
  component: lazyRouteComponent(() => import("./routes/pod"), "ClientPodRoute"),
});

const adminPod = createRoute({
  getParentRoute: () => admin,
  path: "/pods/$podId",
  component: lazyRouteComponent(() => import("./routes/pod"), "AdminPodRoute"),
});

const clientDeploy = createRoute({
  getParentRoute: () => client,
  path: "/pods/deploy",
  component: lazyRouteComponent(() => import("./routes/deploy"), "ClientDeployRoute"),
});

const adminDeploy = createRoute({
  getParentRoute: () => admin,
  path: "/pods/deploy",
  component: lazyRouteComponent(() => import("./routes/deploy"), "AdminDeployRoute"),
});

/** Paths without a role in them, as the documentation writes them, lead to the page of one's role. */
const toHome = () => byRole(HOME);
const toStats = () => byRole(STATS);
const toDeploy = () => byRole(DEPLOY);
const index = createRoute({ getParentRoute: () => root, path: "/", beforeLoad: toHome });
const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dashboard",
  beforeLoad: toStats,
});
const stats = createRoute({ getParentRoute: () => root, path: "/stats", beforeLoad: toStats });
const pods = createRoute({ getParentRoute: () => root, path: "/pods", beforeLoad: toHome });
const deploy = createRoute({
  getParentRoute: () => root,
  path: "/pods/deploy",
  beforeLoad: toDeploy,
});
const clientIndex = createRoute({ getParentRoute: () => client, path: "/", beforeLoad: toHome });
const adminIndex = createRoute({ getParentRoute: () => admin, path: "/", beforeLoad: toHome });

const routeTree = root.addChildren([
  index,
  login,
  dashboard,
  stats,
  pods,
  deploy,
  client.addChildren([clientIndex, clientStats, clientPods, clientDeploy, clientPod]),
  admin.addChildren([adminIndex, adminPods, adminDeploy, adminPod]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: PageError,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
