import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/api/client";
import { placeServerError } from "./serverErrors";

describe("a refusal of the server", () => {
  it("is placed at the fields that it lists", () => {
    const errors = [
      { field: "ports", message: "Hay un puerto repetido." },
      { field: "assignToUser", message: "Usuario no encontrado" },
    ];
    expect(placeServerError(new ApiError(400, { code: "VALIDATION", errors }))).toEqual({
      fields: errors,
      general: false,
    });
  });

  it("is also told as a whole when it lists what the form does not have", () => {
    const errors = [
      { field: "name", message: "…" },
      { field: "idleStopMinutes", message: "…" },
    ];
    const placed = placeServerError(new ApiError(400, { code: "VALIDATION", errors }));
    expect(placed.fields.map(({ field }) => field)).toEqual(["name"]);
    expect(placed.general).toBe(true);
  });

  it.each([
    ["NAME_TAKEN", "name"],
    ["GPU_UNAVAILABLE", "gpu"],
  ])("%s is placed at %s, by its code", (code, field) => {
    const error = new ApiError(409, { code, message: "Whatever the words" });
    expect(placeServerError(error)).toEqual({
      fields: [{ field, message: "Whatever the words" }],
      general: false,
    });
  });

  it.each(["INSUFFICIENT_FUNDS", "QUOTA_EXCEEDED", "NETWORK"])("%s concerns no field", (code) => {
    expect(placeServerError(new ApiError(402, { code }))).toEqual({ fields: [], general: true });
  });

  it("may be anything else, too", () => {
    expect(placeServerError(new TypeError("boom"))).toEqual({ fields: [], general: true });
  });
});
