import { describe, expect, it } from "vitest";
import { pricing, wallet } from "@/test/fixtures";
import { hourlyCost, lastsFor } from "./cost";

describe("the cost of an hour", () => {
  it("adds GPU and both disks in whole micro-euros", () => {
    const cost = hourlyCost(pricing, {
      gpu: "rtx-4050",
      containerDiskSize: 20,
      volumeDiskSize: 50,
      workspaceSize: 0,
    });
    expect(cost).toEqual({
      gpu: 2_500_000,
      containerDisk: 1_000_000,
      volumeDisk: 5_000_000,
      total: 8_500_000,
    });
  });

  it("has no drift where binary fractions would", () => {
    const cheap = { ...pricing, storage: { containerDisk: 0.1, volumeDisk: 0.000001 } };
    const cost = hourlyCost(cheap, {
      gpu: "cpu",
      containerDiskSize: 3,
      volumeDiskSize: 7,
      workspaceSize: 0,
    });
    expect(cost.total).toBe(600_007); // 0.3 + 3 x 0.1 is 0.6000000000000001 in floating point
  });

  it("leaves the GPU open until one is chosen", () => {
    const cost = hourlyCost(pricing, {
      gpu: "",
      containerDiskSize: 1,
      volumeDiskSize: 1,
      workspaceSize: 0,
    });
    expect(cost.gpu).toBeNull();
    expect(cost.total).toBe(150_000);
  });

  it("charges the volume that the person already has, if it is larger", () => {
    const choice = { gpu: "cpu", containerDiskSize: 1, volumeDiskSize: 10, workspaceSize: 80 };
    expect(hourlyCost(pricing, choice).volumeDisk).toBe(8_000_000);
    expect(hourlyCost(pricing, { ...choice, volumeDiskSize: 90 }).volumeDisk).toBe(9_000_000);
  });

  it("counts a size that is being typed as nothing", () => {
    const choice = {
      gpu: "cpu",
      containerDiskSize: Number.NaN,
      volumeDiskSize: 1,
      workspaceSize: 0,
    };
    expect(hourlyCost(pricing, choice).total).toBe(400_000);
  });
});

describe("how long the balance lasts", () => {
  const cost = hourlyCost(pricing, {
    gpu: "rtx-4050",
    containerDiskSize: 20,
    volumeDiskSize: 50,
    workspaceSize: 0,
  });

  it("counts what already runs", () => {
    expect(lastsFor(wallet({ available: 17 }), cost)).toBe(2 * 3600);
    expect(lastsFor(wallet({ available: 17, burnRatePerHour: 8.5 }), cost)).toBe(3600);
  });

  it("counts from what is available, not from the balance before the running hour", () => {
    expect(lastsFor(wallet({ balance: 17, accrued: 8.5, available: 8.5 }), cost)).toBe(3600);
  });

  it("has no end for a wallet without limit", () => {
    expect(lastsFor(wallet({ balance: null, available: null }), cost)).toBeNull();
  });
});
