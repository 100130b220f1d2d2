/** What the tests are told by who starts them: see BrowserE2E. */
export const environment = {
  /** Where the product serves its web application. */
  productUrl: variable("NEUROPOD_URL"),
  /** Chromium's executable. No browser is ever downloaded. */
  chromium: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
};

export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: the end-to-end tests of Maven (-Pe2e) set it`);
  }
  return value;
}
