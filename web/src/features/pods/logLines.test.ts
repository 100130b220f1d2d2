import { describe, expect, it } from "vitest";
import { matching, toLines } from "./logLines";

describe("the lines of a log", () => {
  it("are free of terminal colours and titles", () => {
    expect(toLines("\u001b[32m[I]\u001b[0m listo\n\u001b]0;title\u0007fin\n")).toEqual([
      "[I] listo",
      "fin",
    ]);
  });

  it("end in the last state of a progress bar", () => {
    expect(toLines("10%\r50%\r100%\nhecho\r\n")).toEqual(["100%", "hecho"]);
  });

  it("keep empty lines between others, and none at the end", () => {
    expect(toLines("a\n\nb\n")).toEqual(["a", "", "b"]);
    expect(toLines("")).toEqual([]);
  });

  it("are found whatever their case", () => {
    expect(matching(["Error: x", "ok", "an ERROR"], " error ")).toEqual(["Error: x", "an ERROR"]);
    expect(matching(["a", "b"], "")).toEqual(["a", "b"]);
  });
});
