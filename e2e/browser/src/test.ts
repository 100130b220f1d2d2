import { test as base } from "@playwright/test";
import { Rest } from "./rest.ts";
import { Spa } from "./spa.ts";

interface Fixtures {
  /** Signs a person in; whatever pods they have left at the end are removed, as GPUs are few. */
  signIn: (email: string) => Promise<Spa>;
}

export const test = base.extend<Fixtures>({
  signIn: async ({ page, request }, use) => {
    const people: string[] = [];
    await use(async (email) => {
      people.push(email);
      return await Spa.signIn(page, email);
    });
    for (const email of people) await (await Rest.signIn(request, email)).removeAll();
  },
});
