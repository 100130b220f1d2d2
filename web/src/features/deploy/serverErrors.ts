import { ApiError } from "@/lib/api/client";
import { INITIAL_VALUES, type DeployValues } from "./deployForm";

export interface PlacedErrors {
  /** Messages that belong at an input. */
  fields: { field: keyof DeployValues; message: string }[];
  /** Whether something is left that belongs to no input, and is told above the button. */
  general: boolean;
}

/** Refusals that concern one input although the server does not list them as validation errors. */
const FIELD_OF_CODE: Partial<Record<string, keyof DeployValues>> = {
  NAME_TAKEN: "name",
  GPU_UNAVAILABLE: "gpu",
};

/** Finds the inputs that a refused request is about, by code and field name, never by its text. */
export function placeServerError(error: unknown): PlacedErrors {
  if (!(error instanceof ApiError)) return { fields: [], general: true };
  const known = error.fieldErrors.flatMap(({ field, message }) =>
    isField(field) ? [{ field, message }] : [],
  );
  if (known.length > 0) return { fields: known, general: known.length < error.fieldErrors.length };
  const field = FIELD_OF_CODE[error.code];
  if (field) return { fields: [{ field, message: error.message }], general: false };
  return { fields: [], general: true };
}

function isField(name: string): name is keyof DeployValues {
  return name in INITIAL_VALUES;
}
