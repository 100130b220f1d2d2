import { expect } from "@playwright/test";
import { test } from "../src/test.ts";

test("an image's ports are offered as they answer, and its output can be read", async ({
  page,
  signIn,
}) => {
  const spa = await signIn("ana.imagen@example.com");
  await spa.deploy({
    name: "web",
    from: { dockerImage: "neuropod.test/web:1" },
    gpu: "RTX 4090",
    ports: "3000, 8080",
    jupyter: false,
  });
  await spa.awaitStatus("web", "Ejecutando");

  await test.step("one port is a link, the other never is", async () => {
    const dialog = await spa.openServices("web");
    const silent = spa.service(dialog, "Servicio 2");
    await expect(silent.getByText("No responde", { exact: true })).toBeVisible();
    await expect(silent.getByRole("link")).toHaveCount(0);
    const opened = await spa.follow(dialog, "Servicio 1");
    await expect(opened.getByRole("heading", { name: "neuropod test web" })).toBeVisible();
    await opened.close();
    await spa.closeDialog(dialog);
  });

  await test.step("its logs are shown", async () => {
    await spa.press("Logs", "web");
    const dialog = page.getByRole("dialog", { name: "Logs del Pod" });
    await expect(dialog.getByRole("log")).toContainText("listening on 3000");
    await spa.closeDialog(dialog);
  });

  await spa.remove("web");
});

test("a wrong image ends in an error that says what is wrong with which image", async ({
  page,
  signIn,
}) => {
  const image = "neuropod.test/no-existe:1";
  const spa = await signIn("ana.error@example.com");
  await spa.deploy({
    name: "errata",
    from: { dockerImage: image },
    gpu: "RTX 4090",
    ports: "3000",
    jupyter: false,
  });
  await spa.awaitStatus("errata", "Error");
  await expect(
    page.getByRole("table").getByText(`No se pudo descargar la imagen ${image}.`),
  ).toBeVisible();
  await spa.remove("errata");
});
