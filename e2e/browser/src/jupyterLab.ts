import { expect, type Locator, type Page } from "@playwright/test";

/** JupyterLab in a tab of its own, as its user sees it. */
export class JupyterLab {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Waits until it is there by itself: no login, no token to type in. */
  static async opened(page: Page): Promise<JupyterLab> {
    await expect(page.locator("#jp-main-dock-panel")).toBeVisible();
    expect(new URL(page.url()).pathname).toMatch(/^\/lab/);
    return new JupyterLab(page);
  }

  /** Makes a notebook by the launcher; its kernel is ready. */
  async newNotebook(): Promise<void> {
    await this.page
      .locator('.jp-LauncherCard[data-category="Notebook"]', { hasText: "Python 3" })
      .click();
    await expect(this.page.locator(".jp-Notebook")).toBeVisible();
    // What is run earlier is forgotten.
    await expect(this.page.locator("#jp-main-statusbar")).toContainText("| Idle");
  }

  /** Types into the first cell and runs it. */
  async runFirstCell(code: string): Promise<void> {
    await this.page.locator(".jp-Notebook .jp-CodeCell .cm-content").first().click();
    await this.page.keyboard.type(code);
    await this.page.keyboard.press("Shift+Enter");
  }

  /** What the first cell printed. */
  firstOutput(): Locator {
    return this.page.locator(".jp-Notebook .jp-CodeCell").first().locator(".jp-OutputArea-output");
  }

  /** Saves the notebook that is open, for the first time, under a name. */
  async saveAs(name: string): Promise<void> {
    await this.page.keyboard.press("Control+s");
    const dialog = this.page.getByRole("dialog").filter({ hasText: "Rename" });
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: /Rename/ }).click();
    await expect(dialog).toBeHidden();
    await expect(this.file(name)).toBeVisible();
  }

  /** A file in the file browser. */
  file(name: string): Locator {
    return this.page.locator(".jp-DirListing-item", { hasText: name });
  }

  /** Opens a file from the file browser. */
  async openFile(name: string): Promise<void> {
    await this.file(name).dblclick();
    await expect(this.page.locator(".jp-Notebook")).toBeVisible();
  }
}
