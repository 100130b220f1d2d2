import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Pod } from "@/lib/api/types";
import { answer, failure, success } from "@/test/api";
import { pod } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import LogsDialog from "./LogsDialog";

function show(shown: Pod, logs: (search: URLSearchParams) => Response) {
  const asked: string[] = [];
  answer("get", `/api/pods/${shown.id}/logs`, (request) => {
    const search = new URL(request.url).searchParams;
    asked.push(search.toString());
    return logs(search);
  });
  renderPage(<LogsDialog pod={shown} onClose={() => undefined} />);
  return { asked, user: userEvent.setup() };
}

const stopped = pod({ status: "stopped" });

describe("the Logs dialog", () => {
  it("shows the last lines", async () => {
    const { asked } = show(pod(), () => success({ logs: "uno\ndos\n" }));
    expect(await screen.findByText("dos")).toBeVisible();
    expect(asked[0]).toBe("tail=500");
  });

  it("follows a running pod", async () => {
    let count = 0;
    show(pod(), () => success({ logs: `línea ${++count}\n` }));
    expect(await screen.findByText("línea 1")).toBeVisible();
    expect(await screen.findByText("línea 2", {}, { timeout: 5_000 })).toBeVisible();
  });

  it("says that a stopped pod has none", async () => {
    const message = "El pod está detenido. No hay logs disponibles.";
    show(stopped, () => success({ logs: "", message }));
    expect(await screen.findByText(message)).toBeVisible();
  });

  it("finds lines", async () => {
    const { user } = show(stopped, () => success({ logs: "arranque\nError grave\nfin\n" }));
    await screen.findByText("fin");
    await user.type(screen.getByRole("searchbox", { name: "Buscar en los logs" }), "error");
    expect(await screen.findByText("1 línea coincide")).toBeVisible();
    expect(screen.queryByText("fin")).not.toBeInTheDocument();
    await user.type(screen.getByRole("searchbox", { name: "Buscar en los logs" }), "zzz");
    expect(await screen.findByText("Ninguna línea coincide")).toBeVisible();
  });

  it("shows more lines, and those of the container before", async () => {
    const { asked, user } = show(stopped, (search) =>
      success({ logs: search.has("previous") ? "antes\n" : "ahora\n" }),
    );
    await screen.findByText("ahora");
    await user.selectOptions(screen.getByRole("combobox", { name: "Líneas" }), "Últimas 2000");
    await waitFor(() => expect(asked).toContain("tail=2000"));
    await user.click(screen.getByRole("switch", { name: "Contenedor anterior" }));
    expect(await screen.findByText("antes")).toBeVisible();
  });

  it("is read again on demand", async () => {
    let count = 0;
    const { user } = show(stopped, () => success({ logs: `lectura ${++count}\n` }));
    await screen.findByText("lectura 1");
    await user.click(screen.getByRole("button", { name: "Actualizar" }));
    expect(await screen.findByText("lectura 2")).toBeVisible();
  });

  it("says when it cannot be read", async () => {
    show(stopped, () =>
      failure(503, { code: "KUBERNETES_UNAVAILABLE", message: "El clúster no responde." }),
    );
    expect(
      await screen.findByText("No se pudieron cargar los logs. Inténtalo de nuevo."),
    ).toBeVisible();
    expect(screen.getByText("El clúster no responde.")).toBeVisible();
  });
});
