import { describe, expect, it } from "vitest";
import { n8n, ubuntu } from "@/test/fixtures";
import { fillFromTemplate } from "./templateFill";

describe("a chosen template", () => {
  it("fills ports, disks and Jupyter", () => {
    expect(fillFromTemplate(ubuntu, new Set())).toEqual({
      ports: "8888, 3000",
      containerDiskSize: 20,
      volumeDiskSize: 50,
      enableJupyter: true,
    });
  });

  it("suggests its GPU, and no Jupyter where it has none", () => {
    expect(fillFromTemplate(n8n, new Set())).toMatchObject({ gpu: "cpu", enableJupyter: false });
  });

  it("leaves alone what was typed by hand", () => {
    expect(fillFromTemplate(n8n, new Set(["ports", "gpu"] as const))).toEqual({
      containerDiskSize: 5,
      volumeDiskSize: 10,
      enableJupyter: false,
    });
  });
});
