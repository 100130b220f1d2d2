import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";

/** What a person fills in on the deploy form; what is left out stays as the form has it. */
export interface Order {
  name: string;
  /** A template's name, or an image. */
  from: { template: string } | { dockerImage: string };
  gpu: string;
  ports?: string;
  jupyter?: boolean;
}

/** The web application, used by what it shows and says: roles, names and texts. */
export class Spa {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Signs in for development. */
  static async signIn(page: Page, email: string): Promise<Spa> {
    await page.goto("/");
    await page.getByLabel("Correo electrónico").fill(email);
    await page.getByRole("button", { name: "Entrar" }).click();
    await expect(page.getByRole("heading", { name: "Pods", level: 1 })).toBeVisible();
    return new Spa(page);
  }

  /** Fills in the deploy form and leaves it there. */
  async fillOrder(order: Order): Promise<void> {
    const { page } = this;
    await page.getByRole("main").getByRole("link", { name: "Desplegar Pod" }).first().click();
    await page.getByLabel("Nombre del pod").fill(order.name);
    if ("template" in order.from) {
      await page.getByRole("button", { name: "Elegir template" }).click();
      const dialog = page.getByRole("dialog", { name: "Elegir template" });
      await dialog.getByRole("button", { name: new RegExp(`^${order.from.template}`) }).click();
      await expect(dialog).toBeHidden();
    } else {
      await page.getByText("Imagen Docker", { exact: true }).click();
      await page.getByRole("textbox", { name: "Imagen Docker" }).fill(order.from.dockerImage);
    }
    await page.getByRole("radiogroup", { name: "GPU" }).getByText(order.gpu).click();
    if (order.ports !== undefined) await page.getByLabel("Puertos HTTP").fill(order.ports);
    if (order.jupyter !== undefined) {
      await page.getByRole("switch", { name: "Habilitar Jupyter Lab" }).setChecked(order.jupyter);
    }
  }

  /** The cost per hour that the form shows, such as `4,50 €`. */
  costPerHour(): Locator {
    return this.page
      .getByRole("region", { name: "Resumen" })
      .locator("dl")
      .filter({ hasText: "Coste por hora" })
      .getByRole("definition");
  }

  /** Sends the form; returns once the pod is in the table. */
  async submitOrder(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Desplegar Pod" }).click();
    await expect(this.row(name)).toBeVisible();
  }

  /** Deploys a pod; returns once it is in the table. */
  async deploy(order: Order): Promise<void> {
    await this.fillOrder(order);
    await this.submitOrder(order.name);
  }

  /** A pod's line in the table. */
  row(name: string): Locator {
    return this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name, exact: false }) });
  }

  /** Waits until a pod's line says so. Nothing is reloaded. */
  async awaitStatus(name: string, status: string): Promise<void> {
    await expect(this.row(name).getByText(status, { exact: true })).toBeVisible();
  }

  /** Presses one of the buttons in a pod's line. */
  async press(action: "Iniciar" | "Detener" | "Conectar" | "Logs" | "Eliminar", name: string) {
    await this.row(name)
      .getByRole("button", { name: `${action} ${name}` })
      .click();
  }

  /** Opens what a person sees of a pod's services. */
  async openServices(name: string): Promise<Locator> {
    await this.press("Conectar", name);
    const dialog = this.page.getByRole("dialog", { name: `Conectar a: ${name}` });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** One of the services in that dialog. */
  service(dialog: Locator, service: string): Locator {
    return dialog.getByRole("listitem").filter({ hasText: service });
  }

  /** Follows a service's link, once it is one, to the tab that it opens. */
  async follow(dialog: Locator, service: string): Promise<Page> {
    const item = this.service(dialog, service);
    await expect(item.getByText("Listo", { exact: true })).toBeVisible();
    const opened = this.context().waitForEvent("page");
    await item.getByRole("link", { name: `Abrir ${service}` }).click();
    return await opened;
  }

  /** Closes the dialog that is open. */
  async closeDialog(dialog: Locator): Promise<void> {
    await dialog.getByRole("button", { name: "Cerrar" }).click();
    await expect(dialog).toBeHidden();
  }

  /** Deletes a pod, confirming it, and waits until it has left the table. */
  async remove(name: string): Promise<void> {
    await this.press("Eliminar", name);
    const dialog = this.page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Eliminar" }).click();
    await expect(this.row(name)).toBeHidden();
  }

  private context(): BrowserContext {
    return this.page.context();
  }
}
