import { PodsPage } from "@/features/pods/PodsPage";

export function ClientPodsRoute() {
  return <PodsPage admin={false} deployPath="/client/pods/deploy" />;
}

export function AdminPodsRoute() {
  return <PodsPage admin deployPath="/admin/pods/deploy" />;
}
