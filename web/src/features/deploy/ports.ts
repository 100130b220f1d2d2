export const PORT_MAX = 65_535;
export const PORTS_MAX = 10;

export type PortsProblem =
  { kind: "required" } | { kind: "format"; port: string } | { kind: "duplicate"; port: number };

export const JUPYTER_PORT = 8888;

/** Reads a comma-separated list of ports as typed, or says what is wrong with it. */
export function parsePorts(text: string): { ports: number[] } | { problem: PortsProblem } {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) return { problem: { kind: "required" } };
  const ports: number[] = [];
  for (const part of parts) {
    const port = /^\d{1,5}$/.test(part) ? Number(part) : 0;
    if (port < 1 || port > PORT_MAX) return { problem: { kind: "format", port: part } };
    if (ports.includes(port)) return { problem: { kind: "duplicate", port } };
    ports.push(port);
  }
  return { ports };
}

/** How many ports the pod will have: Jupyter Lab brings its own where the list lacks it. */
export function countWithJupyter(ports: readonly number[], jupyter: boolean): number {
  return jupyter && !ports.includes(JUPYTER_PORT) ? ports.length + 1 : ports.length;
}
