import type { Template } from "@/lib/api/types";
import type { DeployValues } from "./deployForm";
import { JUPYTER_PORT } from "./ports";

/** The inputs that a template has values for. */
export const FILLED_FIELDS = [
  "ports",
  "containerDiskSize",
  "volumeDiskSize",
  "gpu",
  "enableJupyter",
] as const;

export type FilledField = (typeof FILLED_FIELDS)[number];

/** What a template would put into the form. Without a preferred GPU it says nothing about the GPU. */
export function templateValues(template: Template): Partial<Pick<DeployValues, FilledField>> {
  return {
    ports: template.httpPorts.map(({ port }) => port).join(", "),
    containerDiskSize: template.containerDiskSize,
    volumeDiskSize: template.volumeDiskSize,
    enableJupyter: template.httpPorts.some(({ port }) => port === JUPYTER_PORT),
    ...(template.defaultGpu && { gpu: template.defaultGpu }),
  };
}

/**
 * What changes in the form when a template is chosen: its values, except where a person has already
 * decided something by hand.
 */
export function fillFromTemplate(
  template: Template,
  byHand: ReadonlySet<FilledField>,
): Partial<Pick<DeployValues, FilledField>> {
  const values = Object.entries(templateValues(template));
  return Object.fromEntries(values.filter(([field]) => !byHand.has(field as FilledField)));
}
