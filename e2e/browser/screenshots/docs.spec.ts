import path from "node:path";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { variable } from "../src/environment.ts";
import { JupyterLab } from "../src/jupyterLab.ts";
import { Rest } from "../src/rest.ts";
import { Spa } from "../src/spa.ts";

const IMAGES = path.resolve(import.meta.dirname, "../../../docs/images");
const ANA = "ana@example.com";
const GPU = "rtx-4090";

const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.25 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

test("the pictures of the documentation", async ({ browser, request }) => {
  const ana = await Rest.signIn(request, ANA);
  const luis = await Rest.signIn(request, "luis@example.com");

  await test.step("pods in several states", async () => {
    const data = await ana.create({
      name: "analisis-ventas",
      deploymentType: "template",
      template: "python-data-science",
      gpu: GPU,
      containerDiskSize: 20,
      volumeDiskSize: 50,
      ports: "8888",
      enableJupyter: true,
    });
    const web = await ana.create(image("demo-web", "neuropod.test/web:1", "3000, 8080"));
    const old = await ana.create(image("pruebas", "neuropod.test/web:1", "3000"));
    const wrong = await ana.create(image("vision", "neuropod.test/vision:2.1", "7860"));
    await ana.awaitStatus(old, "running");
    await ana.stop(old);
    await ana.awaitService(data);
    await ana.awaitService(web);
    await ana.awaitStatus(wrong, "error");
    // Somebody else takes the GPUs that are left.
    for (const name of ["uno", "dos"]) {
      const other = await luis.create(image(name, "neuropod.test/web:1", "3000"));
      await luis.awaitStatus(other, "running");
    }
    const waiting = await ana.create(image("entrenamiento", "neuropod.test/web:1", "3000"));
    await ana.awaitStatus(waiting, "queued");
  });

  await test.step("desktop", async () => {
    await desktop(browser);
  });
  await test.step("phone", async () => {
    await phone(browser);
  });
  await test.step("Temporal", async () => {
    await temporal(browser);
  });
  await ana.removeAll();
  await luis.removeAll();
});

async function desktop(browser: Browser): Promise<void> {
  const page = await newPage(browser, DESKTOP);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Entrar" })).toBeVisible();
  await shoot(page, "login");
  const spa = await Spa.signIn(page, ANA);

  // Usage is measured every few seconds.
  await expect(spa.row("analisis-ventas")).toContainText("%");
  await shoot(page, "pods");
  await page.getByRole("button", { name: "Cambiar al tema oscuro" }).click();
  await shoot(page, "pods-dark");
  await page.getByRole("button", { name: "Cambiar al tema claro" }).click();

  const services = await spa.openServices("demo-web");
  await expect(services.getByText("No responde")).toBeVisible();
  await shoot(page, "connect");
  await spa.closeDialog(services);

  await spa.press("Logs", "analisis-ventas");
  const logs = page.getByRole("dialog", { name: "Logs del Pod" });
  await expect(logs.getByRole("log")).toContainText("Jupyter");
  await shoot(page, "logs");
  await spa.closeDialog(logs);

  const lab = await JupyterLab.opened(
    await spa.follow(await spa.openServices("analisis-ventas"), "Jupyter Lab"),
  );
  await lab.newNotebook();
  await lab.runFirstCell("print(6*7)");
  await expect(lab.firstOutput()).toHaveText("42");
  await lab.saveAs("respuesta.ipynb");
  await shoot(lab.page, "jupyterlab");
  await lab.page.close();
  await page.getByRole("dialog").getByRole("button", { name: "Cerrar" }).click();

  // The whole form.
  await page.setViewportSize({ width: 1280, height: 1760 });
  await order(spa, "prediccion");
  await shoot(page, "deploy");
  await page.context().close();
}

async function phone(browser: Browser): Promise<void> {
  const page = await newPage(browser, PHONE);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Entrar" })).toBeVisible();
  await shoot(page, "phone-login");
  const spa = await Spa.signIn(page, ANA);
  const pod = page.getByRole("listitem", { name: "analisis-ventas" });
  await expect(pod).toContainText("%");
  await shoot(page, "phone-pods");

  await pod.getByRole("button", { name: "Conectar analisis-ventas" }).click();
  const services = page.getByRole("dialog", { name: "Conectar a: analisis-ventas" });
  await expect(services.getByText("Listo")).toBeVisible();
  await shoot(page, "phone-connect");
  await spa.closeDialog(services);

  await pod.getByRole("button", { name: "Logs analisis-ventas" }).click();
  const logs = page.getByRole("dialog", { name: "Logs del Pod" });
  await expect(logs.getByRole("log")).toContainText("Jupyter");
  await shoot(page, "phone-logs");
  await spa.closeDialog(logs);

  await order(spa, "prediccion");
  await shoot(page, "phone-deploy");
  await page.context().close();
}

async function temporal(browser: Browser): Promise<void> {
  const page = await newPage(browser, DESKTOP);
  const query = `WorkflowId STARTS_WITH "${variable("NEUROPOD_INSTALLATION")}/"`;
  const list = new URL("/namespaces/default/workflows", variable("TEMPORAL_UI"));
  list.searchParams.set("query", query);
  await page.goto(list.href);
  await expect(page.getByRole("table")).toContainText("DeployPodWorkflow");
  await page.getByTestId("workflows-summary-table-configuration-button").click();
  await page.getByRole("button", { name: "Remove Run ID column" }).click();
  await page.getByRole("button", { name: "Remove Start column" }).click();
  await page.getByRole("button", { name: "Remove End column" }).click();
  await page.getByRole("button", { name: "Add PodStatus column" }).click();
  await page.getByRole("button", { name: "Close Workflows Table configuration" }).click();
  await page.getByRole("button", { name: "Collapse saved views" }).click();
  await shoot(page, "temporal-workflows");

  // The history begins where the usual window ends.
  await page.setViewportSize({ width: 1280, height: 1200 });
  await openWorkflow(page, list, "Completed");
  await shoot(page, "temporal-deploy");
  await openWorkflow(page, list, "Failed");
  await shoot(page, "temporal-failed");
  await page.context().close();
}

async function openWorkflow(page: Page, list: URL, status: string): Promise<void> {
  const url = new URL(list);
  const query = list.searchParams.get("query") ?? "";
  url.searchParams.set(
    "query",
    `${query} AND WorkflowType="DeployPodWorkflow" AND ExecutionStatus="${status}"`,
  );
  await page.goto(url.href);
  await page
    .getByRole("table")
    .getByRole("link", { name: /\/pod\// })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /\/pod\// })).toBeVisible();
}

/** A filled-in deploy form. */
async function order(spa: Spa, name: string): Promise<void> {
  await spa.fillOrder({ name, from: { template: "Python Data Science" }, gpu: "RTX 4090" });
}

function image(name: string, dockerImage: string, ports: string): Record<string, unknown> {
  return {
    name,
    deploymentType: "docker",
    dockerImage,
    gpu: GPU,
    containerDiskSize: 10,
    volumeDiskSize: 50,
    ports,
    enableJupyter: false,
  };
}

async function newPage(browser: Browser, options: typeof DESKTOP): Promise<Page> {
  const context = await browser.newContext({ ...options, locale: "es-ES" });
  return await context.newPage();
}

async function shoot(page: Page, name: string): Promise<void> {
  // Not the pointer's traces.
  await page.mouse.move(0, 0);
  await page.evaluate(async () => await document.fonts.ready);
  await page.screenshot({ path: path.join(IMAGES, `${name}.png`), animations: "disabled" });
}
