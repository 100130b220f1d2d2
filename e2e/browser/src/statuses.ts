import type { Page } from "@playwright/test";

/**
 * Notes every status that a pod's line shows from now on, in the page itself: what is there for a
 * moment is seen as well, and a reload of the page would lose the notes.
 */
export async function noteStatuses(page: Page, name: string): Promise<() => Promise<string[]>> {
  const notes = await page.evaluateHandle((pod) => {
    const seen: string[] = [];
    const look = () => {
      const header = [...document.querySelectorAll("th[scope=row]")].find((cell) =>
        cell.querySelector(`[title="${pod}"]`),
      );
      const status = header?.nextElementSibling?.textContent;
      if (status && seen.at(-1) !== status) seen.push(status);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
    return seen;
  }, name);
  return async () => await notes.jsonValue();
}
