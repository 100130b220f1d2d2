/** A pod's name is part of a host name: one DNS label (RFC 1123), and short enough for suffixes. */
export const POD_NAME_MAX = 40;

const POD_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

export function isPodName(name: string): boolean {
  return name.length <= POD_NAME_MAX && POD_NAME.test(name);
}

/** The nearest valid pod name to what was typed; empty when nothing of it can be kept. */
export function slugify(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, POD_NAME_MAX)
    .replace(/^-+|-+$/g, "");
}
