import type { TFunction } from "i18next";
import * as z from "zod/mini";
import type { PodRequest } from "@/lib/api/types";
import { isPodName, POD_NAME_MAX } from "@/lib/slug";
import { countWithJupyter, parsePorts, PORTS_MAX, type PortsProblem } from "./ports";

/** Sizes in GB that the contract allows. */
export const CONTAINER_DISK = { min: 1, max: 50 } as const;
export const VOLUME_DISK = { min: 1, max: 150 } as const;

/** What the form holds. Unlike the request, it keeps the inputs of both kinds of deployment. */
export interface DeployValues {
  name: string;
  deploymentType: "template" | "docker";
  template: string;
  dockerImage: string;
  gpu: string;
  containerDiskSize: number;
  volumeDiskSize: number;
  ports: string;
  enableJupyter: boolean;
  assignToUser: string;
}

export const INITIAL_VALUES: DeployValues = {
  name: "",
  deploymentType: "template",
  template: "",
  dockerImage: "",
  gpu: "",
  containerDiskSize: 10,
  volumeDiskSize: 20,
  ports: "",
  enableJupyter: false,
  assignToUser: "",
};

// What no registry accepts as a reference; everything else is the server's to judge.
const IMAGE = /^[a-z0-9][\w.\-/:@]*$/i;

/**
 * The rules of the form, with their messages in the current language. The server holds the same
 * ones and has the last word.
 *
 * @param gpuAvailable whether a key of the price list can be deployed on
 */
export function deploySchema(t: TFunction, gpuAvailable: (key: string) => boolean) {
  // An empty input is NaN. It must not count as a wrong type, which would keep the rules below from
  // being told beside it.
  const size = ({ min, max }: { min: number; max: number }, message: string) =>
    z
      .union([z.number(), z.nan()])
      .check(z.refine((gb) => Number.isInteger(gb) && gb >= min && gb <= max, message));

  return z
    .object({
      name: z.string().check(
        z.trim(),
        z.minLength(1, t("deploy.error.nameRequired")),
        z.maxLength(POD_NAME_MAX, t("deploy.error.nameLength")),
        z.refine((name) => name === "" || isPodName(name), t("deploy.error.nameFormat")),
      ),
      deploymentType: z.enum(["template", "docker"]),
      template: z.string(),
      dockerImage: z.string().check(z.trim()),
      gpu: z.string().check(
        z.minLength(1, t("deploy.error.gpuRequired")),
        z.refine((key) => key === "" || gpuAvailable(key), t("deploy.error.gpuUnavailable")),
      ),
      containerDiskSize: size(CONTAINER_DISK, t("deploy.error.containerDisk")),
      volumeDiskSize: size(VOLUME_DISK, t("deploy.error.volumeDisk")),
      ports: z.string(),
      enableJupyter: z.boolean(),
      assignToUser: z.union([z.literal(""), z.email(t("deploy.error.emailInvalid"))]),
    })
    .check(
      z.superRefine((values, context) => {
        const refuse = (path: keyof DeployValues, message: string) =>
          context.addIssue({ code: "custom", path: [path], message });
        if (values.deploymentType === "template") {
          if (values.template === "") refuse("template", t("deploy.error.templateRequired"));
        } else if (values.dockerImage === "") {
          refuse("dockerImage", t("deploy.error.dockerImageRequired"));
        } else if (!IMAGE.test(values.dockerImage)) {
          refuse("dockerImage", t("deploy.error.dockerImageFormat"));
        }
        const problem = portsProblem(values.ports, values.enableJupyter, t);
        if (problem !== null) refuse("ports", problem);
      }),
    );
}

function portsProblem(text: string, jupyter: boolean, t: TFunction): string | null {
  const parsed = parsePorts(text);
  if ("ports" in parsed) {
    const tooMany = countWithJupyter(parsed.ports, jupyter) > PORTS_MAX;
    return tooMany ? t("deploy.error.portsTooMany") : null;
  }
  // With Jupyter Lab alone, its own port is enough.
  if (parsed.problem.kind === "required" && jupyter) return null;
  return portsMessage(parsed.problem, t);
}

function portsMessage(problem: PortsProblem, t: TFunction): string {
  switch (problem.kind) {
    case "required":
      return t("deploy.error.portsRequired");
    case "format":
      return t("deploy.error.portsFormat", { port: problem.port });
    case "duplicate":
      return t("deploy.error.portsDuplicate", { port: problem.port });
  }
}

/** The list as the API reads it, without what only a hurried hand leaves: `8888,, 3000,`. */
function portsText(typed: string): string {
  const parsed = parsePorts(typed);
  return "ports" in parsed ? parsed.ports.join(", ") : "";
}

/** The request for values that passed the schema: only what belongs to the chosen deployment. */
export function toRequest(values: DeployValues): PodRequest {
  return {
    name: values.name.trim(),
    deploymentType: values.deploymentType,
    ...(values.deploymentType === "template"
      ? { template: values.template }
      : { dockerImage: values.dockerImage.trim() }),
    gpu: values.gpu,
    containerDiskSize: values.containerDiskSize,
    volumeDiskSize: values.volumeDiskSize,
    ports: portsText(values.ports),
    enableJupyter: values.enableJupyter,
    ...(values.assignToUser !== "" && { assignToUser: values.assignToUser }),
  };
}
