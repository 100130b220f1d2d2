import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../src/accessibility.ts";
import type { Spa } from "../src/spa.ts";
import { test } from "../src/test.ts";

const POD = {
  name: "accesible",
  from: { dockerImage: "neuropod.test/web:1" },
  gpu: "RTX 4090",
  ports: "3000",
  jupyter: false,
};

test("everybody can use every screen, in light and in dark", async ({ page, signIn }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Entrar" })).toBeVisible();
  await expectAccessible(page, "sign-in");

  const spa = await signIn("ana.accesible@example.com");
  await spa.fillOrder(POD);
  await expectAccessible(page, "deploy form");
  await spa.submitOrder(POD.name);
  await spa.awaitStatus(POD.name, "Ejecutando");

  await screens(page, spa, "light");
  await page.getByRole("button", { name: "Cambiar al tema oscuro" }).click();
  await screens(page, spa, "dark");
  await spa.remove(POD.name);
});

async function screens(page: Page, spa: Spa, theme: string): Promise<void> {
  await expectAccessible(page, `pods, ${theme}`);
  const services = await spa.openServices(POD.name);
  await expect(services.getByText("Listo")).toBeVisible();
  await expectAccessible(page, `Conectar, ${theme}`);
  await spa.closeDialog(services);

  await spa.press("Logs", POD.name);
  const logs = page.getByRole("dialog", { name: "Logs del Pod" });
  await expect(logs.getByRole("log")).toContainText("listening");
  await expectAccessible(page, `Logs, ${theme}`);
  await spa.closeDialog(logs);

  await spa.press("Eliminar", POD.name);
  await expectAccessible(page, `Eliminar, ${theme}`);
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancelar" }).click();
}
