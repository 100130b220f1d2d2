import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** Fails where axe finds that somebody could not use what is on the screen, naming what. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // While something fades in, its colours are not yet its own.
  await page.evaluate(
    async () =>
      await Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
          .map(({ finished }) => finished),
      ),
  );
  // Evaluated, not added as a script: the page's Content-Security-Policy lets in no other.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    async () => await (window as unknown as { axe: typeof axe }).axe.run(),
  );
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`),
  }));
  expect(found, screen).toEqual([]);
}
