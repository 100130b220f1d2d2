import { expect } from "@playwright/test";
import { JupyterLab } from "../src/jupyterLab.ts";
import { test } from "../src/test.ts";

test("JupyterLab is installed in a bare Ubuntu and opens the same way", async ({ signIn }) => {
  const spa = await signIn("ana.ubuntu@example.com");
  await spa.deploy({
    name: "ubuntu",
    from: { template: "Ubuntu 22.04" },
    gpu: "RTX 4090",
    jupyter: true,
  });
  await spa.awaitStatus("ubuntu", "Ejecutando");

  const dialog = await spa.openServices("ubuntu");
  const lab = await JupyterLab.opened(await spa.follow(dialog, "Jupyter Lab"));
  await lab.newNotebook();
  await lab.runFirstCell("print(6*7)");
  await expect(lab.firstOutput()).toHaveText("42");
  await lab.page.close();

  // Nothing listens on the template's other port in a bare system.
  await expect(spa.service(dialog, "Web Server").getByText("No responde")).toBeVisible();
  await spa.closeDialog(dialog);
  await spa.remove("ubuntu");
});
