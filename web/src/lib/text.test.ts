import { describe, expect, it } from "vitest";
import { formatBytes } from "./bytes";
import { formatDuration } from "./duration";
import { isPodName, slugify } from "./slug";

describe("slugify", () => {
  it.each([
    ["Mi Pod", "mi-pod"],
    ["  Señal ÑANDÚ  ", "senal-nandu"],
    ["a__b..c", "a-b-c"],
    ["-uno-", "uno"],
    ["¿?", ""],
  ])("makes %j into %j", (typed, slug) => {
    expect(slugify(typed)).toBe(slug);
  });

  it("cuts at the limit and never ends in a hyphen", () => {
    const slug = slugify(`${"a".repeat(39)} b`);
    expect(slug).toBe("a".repeat(39));
    expect(isPodName(slug)).toBe(true);
  });
});

describe("isPodName", () => {
  it.each(["a", "mi-pod", "0day", "a".repeat(40)])("accepts %j", (name) => {
    expect(isPodName(name)).toBe(true);
  });
  it.each(["", "-a", "a-", "Mi-pod", "mi pod", "ñ", "a.b", "a".repeat(41)])(
    "refuses %j",
    (name) => {
      expect(isPodName(name)).toBe(false);
    },
  );
});

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [45.9, "45s"],
    [60, "1m"],
    [8100, "2h 15m"],
    [7200, "2h"],
    [273_600, "3d 4h"],
    [-5, "0s"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [1_288_490_189, "1,2 GB"],
    [536_870_912, "512 MB"],
    [17_179_869_184, "16 GB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
