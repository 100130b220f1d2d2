import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { HttpConnection, PodConnections } from "@/lib/api/types";
import { answer, failure, success } from "@/test/api";
import { renderPage } from "@/test/render";
import ConnectDialog from "./ConnectDialog";
import { refreshInterval } from "./PodServices";

const jupyter: HttpConnection = {
  port: 8888,
  serviceName: "Jupyter Lab",
  url: "https://mi-pod-usr123-8888.neuropod.online?token=abc",
  isCustom: false,
  status: "ready",
};
const web: HttpConnection = {
  port: 3000,
  serviceName: "Servicio 2",
  url: "https://mi-pod-usr123-3000.neuropod.online",
  isCustom: true,
  status: "unreachable",
};
const ssh = {
  port: 22,
  serviceName: "SSH",
  url: "tcp://mi-pod-usr123-22.neuropod.online:22",
  isCustom: false,
};

function connections(changes: Partial<PodConnections> = {}): PodConnections {
  return {
    podId: "pod-1",
    podName: "mi-pod",
    status: "running",
    httpServices: [jupyter],
    tcpServices: [],
    ...changes,
  };
}

function show(first: Response, ...later: Response[]) {
  const answers = [first, ...later];
  let asked = 0;
  answer("get", "/api/pods/pod-1/connections", () => {
    const response = answers[Math.min(asked, answers.length - 1)] ?? first;
    asked += 1;
    return response.clone();
  });
  return renderPage(<ConnectDialog podId="pod-1" podName="mi-pod" onClose={() => undefined} />);
}

const row = async (name: string) =>
  within((await screen.findByText(name)).closest("li") ?? document.body);

describe("the Conectar dialog", () => {
  it("links a ready service in a tab that cannot reach back", async () => {
    show(success({ ...connections() }));
    expect(await screen.findByRole("dialog", { name: "Conectar a: mi-pod" })).toBeVisible();
    const link = await screen.findByRole("link", { name: /Abrir Jupyter Lab/ });
    expect(link).toHaveAttribute("href", jupyter.url);
    expect(link).toHaveAttribute("target", "_blank");
    expect(link).toHaveAttribute("rel", expect.stringContaining("noopener"));
    expect((await row("Jupyter Lab")).getByText("Listo")).toBeVisible();
    expect((await row("Jupyter Lab")).getByText("→ :8888")).toBeVisible();
  });

  it("says which service does not answer, and never that it is ready, nor links it", async () => {
    show(success({ ...connections({ httpServices: [jupyter, web] }) }));
    const service = await row("Servicio 2");
    expect(service.getByText("No responde")).toBeVisible();
    expect(service.queryByText("Listo")).not.toBeInTheDocument();
    expect(service.getByText(/Nada responde en el puerto 3000/)).toBeVisible();
    expect(service.queryByRole("link")).not.toBeInTheDocument();
    expect(service.getByRole("button", { name: /Abrir Servicio 2/ })).toBeDisabled();
  });

  it("offers no link while a service is starting", async () => {
    const message = "El pod se está iniciando. Los servicios estarán disponibles en breve.";
    const starting = { ...jupyter, status: "starting" as const };
    show(success({ ...connections({ status: "starting", httpServices: [starting], message }) }));
    expect(await screen.findByText(message)).toBeVisible();
    expect(screen.getByRole("button", { name: /Abrir Jupyter Lab/ })).toBeDisabled();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("becomes ready by itself", async () => {
    const starting = { ...jupyter, status: "starting" as const };
    show(
      success({ ...connections({ status: "starting", httpServices: [starting] }) }),
      success({ ...connections() }),
    );
    expect(await screen.findByText("Iniciando")).toBeVisible();
    expect(
      await screen.findByRole("link", { name: /Abrir Jupyter Lab/ }, { timeout: 5_000 }),
    ).toBeVisible();
  });

  it("says of a stopped pod what to do", async () => {
    const message = "El pod está detenido. Inicia el pod para acceder a los servicios.";
    show(success({ ...connections({ status: "stopped", httpServices: [], message }) }));
    expect(await screen.findByText(message)).toBeVisible();
  });

  it("lists TCP services without offering them", async () => {
    show(success({ ...connections({ tcpServices: [ssh] }) }));
    const service = await row("SSH");
    expect(service.getByText("→ :22")).toBeVisible();
    expect(service.getByRole("button", { name: "TCP" })).toBeDisabled();
    expect(service.queryByRole("link")).not.toBeInTheDocument();
  });

  it("copies a link", async () => {
    const user = userEvent.setup();
    show(success({ ...connections() }));
    await user.click(
      await screen.findByRole("button", { name: "Copiar el enlace de Jupyter Lab" }),
    );
    await expect(navigator.clipboard.readText()).resolves.toBe(jupyter.url);
    expect(await screen.findByText("Enlace copiado")).toBeInTheDocument();
  });

  it("shows the link when the browser refuses to copy it", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
    show(success({ ...connections() }));
    await user.click(
      await screen.findByRole("button", { name: "Copiar el enlace de Jupyter Lab" }),
    );
    expect(await screen.findByText(jupyter.url)).toBeInTheDocument();
  });

  it("says when the services cannot be read, and tries again", async () => {
    const user = userEvent.setup();
    show(
      failure(503, { code: "KUBERNETES_UNAVAILABLE", message: "El clúster no responde." }),
      success({ ...connections() }),
    );
    expect(await screen.findByText("El clúster no responde.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Reintentar" }));
    await waitFor(() => expect(screen.getByRole("link")).toBeVisible());
  });
});

describe("the dialog asks again", () => {
  it("often while something is on its way, seldom when nothing is", () => {
    const often = refreshInterval(undefined);
    expect(refreshInterval(connections({ status: "starting" }))).toBe(often);
    expect(refreshInterval(connections({ httpServices: [jupyter, web] }))).toBe(often);
    expect(refreshInterval(connections())).toBeGreaterThan(often);
    expect(refreshInterval(connections({ status: "stopped" }))).toBeGreaterThan(often);
  });
});
