import { StatsPage } from "@/features/wallet/StatsPage";

export function ClientStatsRoute() {
  return <StatsPage />;
}
