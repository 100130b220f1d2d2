import { expect } from "@playwright/test";
import { JupyterLab } from "../src/jupyterLab.ts";
import type { Spa } from "../src/spa.ts";
import { test } from "../src/test.ts";
import { noteStatuses } from "../src/statuses.ts";

test("a data science pod comes up live, its notebook runs and outlives it", async ({
  page,
  signIn,
}) => {
  const spa = await signIn("ana.datos@example.com");

  await test.step("deploys it, knowing the price", async () => {
    await spa.fillOrder({
      name: "datos",
      from: { template: "Python Data Science" },
      gpu: "RTX 4090",
    });
    await expect(spa.costPerHour()).toHaveText(/^[1-9]\d*,\d\d\s€$/);
    const cost = await spa.costPerHour().innerText();
    const statuses = await noteStatuses(page, "datos");
    await spa.submitOrder("datos");
    await expect(spa.row("datos")).toContainText(`${cost}/h`);
    await expect.poll(statuses).toEqual(["Iniciando", "Ejecutando"]);
  });

  await test.step("opens JupyterLab and runs a cell", async () => {
    const dialog = await spa.openServices("datos");
    const lab = await JupyterLab.opened(await spa.follow(dialog, "Jupyter Lab"));
    await lab.newNotebook();
    await lab.runFirstCell("print(6*7)");
    await expect(lab.firstOutput()).toHaveText("42");
    await lab.saveAs("respuesta.ipynb");
    await lab.page.close();
    await spa.closeDialog(dialog);
  });

  await test.step("stops and starts it: the notebook is there", async () => {
    await spa.press("Detener", "datos");
    await spa.awaitStatus("datos", "Detenido");
    await spa.press("Iniciar", "datos");
    await spa.awaitStatus("datos", "Ejecutando");
    await expectNotebook(spa, "datos");
  });

  await test.step("deletes it and makes another: the notebook is there", async () => {
    await spa.remove("datos");
    await spa.deploy({
      name: "otro",
      from: { template: "Python Data Science" },
      gpu: "RTX 4090",
    });
    await spa.awaitStatus("otro", "Ejecutando");
    await expectNotebook(spa, "otro");
    await spa.remove("otro");
  });
});

/** The notebook is in the file browser, and opens with what its cell printed. */
async function expectNotebook(spa: Spa, pod: string): Promise<void> {
  const dialog = await spa.openServices(pod);
  const lab = await JupyterLab.opened(await spa.follow(dialog, "Jupyter Lab"));
  await lab.openFile("respuesta.ipynb");
  await expect(lab.firstOutput()).toHaveText("42");
  await lab.page.close();
  await spa.closeDialog(dialog);
}
