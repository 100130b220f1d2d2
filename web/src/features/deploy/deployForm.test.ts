import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { deploySchema, INITIAL_VALUES, toRequest, type DeployValues } from "./deployForm";

const schema = deploySchema(i18next.t, (key) => key !== "rtx-4080");

const valid: DeployValues = {
  ...INITIAL_VALUES,
  name: "mi-pod",
  template: "tpl-1",
  gpu: "rtx-4050",
  ports: "8888",
};

/** The messages for a form that differs from a valid one, by field. */
function problems(changes: Partial<DeployValues>): Record<string, string> {
  const result = schema.safeParse({ ...valid, ...changes });
  const issues = result.error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
}

describe("the form's rules", () => {
  it("let a complete form pass", () => {
    expect(problems({})).toEqual({});
  });

  it("say in Spanish what is missing, all at once", () => {
    expect(problems({ name: "", template: "", gpu: "", ports: "" })).toEqual({
      name: "Nombre es requerido",
      template: "Template es requerido",
      gpu: "GPU es requerida",
      ports: "Puertos son requeridos",
    });
    expect(problems({ deploymentType: "docker", template: "" })).toEqual({
      dockerImage: "Imagen Docker es requerida",
    });
  });

  it("ask only for what the kind of deployment needs", () => {
    expect(problems({ deploymentType: "docker", template: "", dockerImage: "ubuntu" })).toEqual({});
    expect(problems({ dockerImage: "not an image" })).toEqual({});
  });

  it.each(["Mi Pod", "-a", "a_b", "ñ"])("refuse the name %j", (name) => {
    expect(problems({ name })).toHaveProperty("name");
  });

  it("refuse a name of more than 40 characters", () => {
    expect(problems({ name: "a".repeat(40) })).toEqual({});
    expect(problems({ name: "a".repeat(41) })).toHaveProperty("name");
  });

  it("hold the sizes within their limits", () => {
    const container = "Tamaño de disco de contenedor debe estar entre 1 y 50 GB";
    const volume = "Tamaño de volumen debe estar entre 1 y 150 GB";
    for (const size of [0, 51, 1.5, Number.NaN]) {
      expect(problems({ containerDiskSize: size })).toEqual({ containerDiskSize: container });
    }
    for (const size of [0, 151, Number.NaN]) {
      expect(problems({ volumeDiskSize: size })).toEqual({ volumeDiskSize: volume });
    }
    expect(problems({ containerDiskSize: 50, volumeDiskSize: 150 })).toEqual({});
  });

  it("report an unfinished size beside everything else", () => {
    const found = problems({ containerDiskSize: Number.NaN, template: "" });
    expect(Object.keys(found).sort()).toEqual(["containerDiskSize", "template"]);
  });

  it("refuse a GPU that is switched off", () => {
    expect(problems({ gpu: "rtx-4080" })).toEqual({ gpu: "Esta GPU no está disponible" });
  });

  it("allow ten ports, Jupyter's own included", () => {
    const nine = "1,2,3,4,5,6,7,8,9";
    expect(problems({ ports: `${nine},10` })).toEqual({});
    expect(problems({ ports: `${nine},10,11` })).toHaveProperty("ports");
    expect(problems({ ports: `${nine},10`, enableJupyter: true })).toHaveProperty("ports");
    expect(problems({ ports: `${nine},8888`, enableJupyter: true })).toEqual({});
  });

  it("need no port when Jupyter brings one", () => {
    expect(problems({ ports: "", enableJupyter: true })).toEqual({});
  });

  it("take an address to assign to, or none", () => {
    expect(problems({ assignToUser: "ana@example.com" })).toEqual({});
    expect(problems({ assignToUser: "ana" })).toHaveProperty("assignToUser");
  });

  it.each(["ubuntu:22.04", "quay.io/jupyter/datascience-notebook:latest", "neuropod.test/web:1"])(
    "take the image %s",
    (dockerImage) => {
      expect(problems({ deploymentType: "docker", dockerImage })).toEqual({});
    },
  );

  it("refuse an image with spaces", () => {
    expect(problems({ deploymentType: "docker", dockerImage: "my image" })).toHaveProperty(
      "dockerImage",
    );
  });
});

describe("the request", () => {
  it("carries only what belongs to the chosen deployment", () => {
    const both = { ...valid, dockerImage: "ubuntu:22.04" };
    expect(toRequest(both)).toMatchObject({ template: "tpl-1" });
    expect(toRequest(both)).not.toHaveProperty("dockerImage");
    expect(toRequest({ ...both, deploymentType: "docker" })).toMatchObject({
      dockerImage: "ubuntu:22.04",
    });
    expect(toRequest({ ...both, deploymentType: "docker" })).not.toHaveProperty("template");
  });

  it("names an owner only when one was chosen", () => {
    expect(toRequest(valid)).not.toHaveProperty("assignToUser");
    expect(toRequest({ ...valid, assignToUser: "ana@example.com" })).toMatchObject({
      assignToUser: "ana@example.com",
    });
  });

  it("writes the ports as the API reads them", () => {
    expect(toRequest({ ...valid, ports: " 8888,3000, " }).ports).toBe("8888, 3000");
  });
});
