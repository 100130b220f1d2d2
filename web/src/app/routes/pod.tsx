import { useParams } from "@tanstack/react-router";
import { PodPage } from "@/features/pods/PodPage";

export function ClientPodRoute() {
  const { podId } = useParams({ from: "/client/pods/$podId" });
  return <PodPage key={podId} podId={podId} admin={false} podsPath="/client/pods" />;
}

export function AdminPodRoute() {
  const { podId } = useParams({ from: "/admin/pods/$podId" });
  return <PodPage key={podId} podId={podId} admin podsPath="/admin/pods" />;
}
