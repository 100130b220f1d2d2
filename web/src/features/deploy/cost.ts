import type { Pricing, Wallet } from "@/lib/api/types";
import { runwaySeconds, toMicros, type Micros } from "@/lib/money";

/** Cost of one hour, by what it is for. */
export interface HourlyCost {
  /** Null until a GPU of the price list is chosen. */
  gpu: Micros | null;
  containerDisk: Micros;
  volumeDisk: Micros;
  total: Micros;
}

export interface Priced {
  gpu: string;
  containerDiskSize: number;
  volumeDiskSize: number;
  /** GB that the owner's volume has already; it never shrinks. */
  workspaceSize: number;
}

/** GB that the volume will have, and is charged for. */
export function chargedVolumeSize(
  choice: Pick<Priced, "volumeDiskSize" | "workspaceSize">,
): number {
  return Math.max(gigabytes(choice.volumeDiskSize), choice.workspaceSize);
}

/** Prices times sizes in whole micro-euros, as the server does it. A size that is no number counts 0. */
export function hourlyCost(pricing: Pricing, choice: Priced): HourlyCost {
  const gpuPrice = pricing.gpus[choice.gpu]?.price;
  const gpu = gpuPrice === undefined ? null : toMicros(gpuPrice);
  const containerDisk =
    toMicros(pricing.storage.containerDisk) * gigabytes(choice.containerDiskSize);
  const volumeDisk = toMicros(pricing.storage.volumeDisk) * chargedVolumeSize(choice);
  return { gpu, containerDisk, volumeDisk, total: (gpu ?? 0) + containerDisk + volumeDisk };
}

function gigabytes(size: number): number {
  return Number.isFinite(size) ? Math.max(0, Math.round(size)) : 0;
}

/**
 * Seconds that the balance would last with one more pod beside what already runs; null for a wallet
 * without limit. The workspace volume, which is charged once a person, may be in both rates: the
 * answer is then a little too short, never too long.
 */
export function lastsFor(wallet: Wallet, cost: HourlyCost): number | null {
  if (wallet.available === null) return null;
  return runwaySeconds(toMicros(wallet.available), toMicros(wallet.burnRatePerHour) + cost.total);
}
