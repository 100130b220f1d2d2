import { DeployPage } from "@/features/deploy/DeployPage";

export function ClientDeployRoute() {
  return <DeployPage admin={false} podsPath="/client/pods" />;
}

export function AdminDeployRoute() {
  return <DeployPage admin podsPath="/admin/pods" />;
}
