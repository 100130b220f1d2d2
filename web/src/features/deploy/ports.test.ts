import { describe, expect, it } from "vitest";
import { countWithJupyter, parsePorts } from "./ports";

describe("ports as typed", () => {
  it.each([
    ["8888", [8888]],
    ["8888, 3000", [8888, 3000]],
    [" 1 ,65535, ", [1, 65535]],
  ])("%j are %j", (text, ports) => {
    expect(parsePorts(text)).toEqual({ ports });
  });

  it.each([
    ["", { kind: "required" }],
    [" , ", { kind: "required" }],
    ["0", { kind: "format", port: "0" }],
    ["65536", { kind: "format", port: "65536" }],
    ["8888 3000", { kind: "format", port: "8888 3000" }],
    ["80a", { kind: "format", port: "80a" }],
    ["-1", { kind: "format", port: "-1" }],
    ["80.5", { kind: "format", port: "80.5" }],
    ["80, 443, 80", { kind: "duplicate", port: 80 }],
  ])("%j are refused", (text, problem) => {
    expect(parsePorts(text)).toEqual({ problem });
  });

  it("count Jupyter's own where it is missing", () => {
    expect(countWithJupyter([3000], true)).toBe(2);
    expect(countWithJupyter([3000, 8888], true)).toBe(2);
    expect(countWithJupyter([3000], false)).toBe(1);
  });
});
