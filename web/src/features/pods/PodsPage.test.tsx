import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Pod } from "@/lib/api/types";
import { applyFeedEvent } from "@/lib/live/applyFeedEvent";
import { answer, failure, success, successPage } from "@/test/api";
import { pod } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { setViewport } from "@/test/viewport";
import { PodAnnouncements } from "./PodAnnouncements";
import { awaited } from "./awaited";
import { PodsPage } from "./PodsPage";

const owner = { id: "u1", email: "ana@example.com", name: "Ana" };

function show({ admin = false }: { admin?: boolean } = {}) {
  const view = renderPage(
    <>
      <PodAnnouncements />
      <PodsPage admin={admin} deployPath={admin ? "/admin/pods/deploy" : "/client/pods/deploy"} />
    </>,
  );
  view.feed.onEvent((event) => applyFeedEvent(view.client, event));
  const say = (type: string, data: unknown) => act(() => view.feed.say(type, data));
  return { ...view, say, user: userEvent.setup() };
}

const row = async (name: string) =>
  within((await screen.findByRole("rowheader", { name: new RegExp(name) })).closest("tr")!);

beforeEach(() => awaited.clear());

describe("the list of pods", () => {
  it("shows a running pod with its usage", async () => {
    answer("get", "/api/pods", successPage([pod()]));
    show();
    const cells = await row("mi-pod");
    for (const text of ["Ejecutando", "RTX 4050", "2h 15m", "45%", "1,2 GB", "65%"]) {
      expect(cells.getByText(text)).toBeVisible();
    }
  });

  it("has the columns of the documents, in their order", async () => {
    answer("get", "/api/pods", successPage([pod()]));
    show();
    const headers = await screen.findAllByRole("columnheader");
    expect(headers.map(({ textContent }) => textContent)).toEqual([
      "Nombre",
      "Estado",
      "GPU",
      "Tiempo activo",
      "CPU",
      "Memoria",
      "GPU",
      "Acciones",
    ]);
  });

  it("shows dashes for a pod that does not run", async () => {
    answer("get", "/api/pods", successPage([pod({ status: "stopped" })]));
    show();
    const cells = await row("mi-pod");
    expect(cells.getByText("Detenido")).toBeVisible();
    expect(cells.getAllByText("-")).toHaveLength(4);
  });

  it("says that a measure is unknown instead of showing zero", async () => {
    const stats = { ...pod().stats, gpu: null };
    answer("get", "/api/pods", successPage([pod({ stats })]));
    show();
    expect((await row("mi-pod")).getByText("No disponible")).toBeVisible();
  });

  it("becomes cards on a narrow screen", async () => {
    setViewport(360);
    answer("get", "/api/pods", successPage([pod()]));
    show();
    const card = within(await screen.findByRole("listitem", { name: /mi-pod/ }));
    expect(card.getByText("2h 15m")).toBeVisible();
    expect(card.getByRole("button", { name: "Conectar mi-pod" })).toBeVisible();
    expect(screen.queryByRole("table")).not.toBeInTheDocument();
  });

  it("says what to do when there are none", async () => {
    answer("get", "/api/pods", successPage([]));
    show();
    expect(await screen.findByText("No hay pods disponibles.")).toBeVisible();
    expect(screen.getByText('Crea un nuevo pod desde la página "Desplegar Pod".')).toBeVisible();
  });

  it("says that it is loading", async () => {
    answer("get", "/api/pods", () => new Promise<Response>(() => undefined));
    show();
    expect(await screen.findByRole("status")).toHaveTextContent("Cargando…");
  });

  it("says when it cannot be loaded, and tries again", async () => {
    answer("get", "/api/pods", failure(503, { code: "DATABASE_UNAVAILABLE", message: "Sin BD." }));
    const { user } = show();
    expect(await screen.findByText("Sin BD.")).toBeVisible();
    answer("get", "/api/pods", successPage([pod()]));
    await user.click(screen.getByRole("button", { name: "Reintentar" }));
    expect((await row("mi-pod")).getByText("Ejecutando")).toBeVisible();
  });

  it("tells why a pod failed, and what to do", async () => {
    const statusReason = {
      code: "IMAGE_PULL",
      message: "No se pudo descargar la imagen fail/pull.",
      hint: "Comprueba el nombre.",
    };
    answer("get", "/api/pods", successPage([pod({ status: "error", statusReason })]));
    show();
    expect(await screen.findByText("No se pudo descargar la imagen fail/pull.")).toBeVisible();
    expect(screen.getByText("Comprueba el nombre.")).toBeVisible();
  });

  it("tells the place in the queue", async () => {
    const queue = { position: 2, length: 3, since: "2026-01-20T10:00:00Z" };
    answer("get", "/api/pods", successPage([pod({ status: "queued", queue })]));
    show();
    expect(await screen.findByText("Puesto 2 de 3 en la cola")).toBeVisible();
  });
});

describe("live", () => {
  it("a pod changes, comes and goes without a reload", async () => {
    answer("get", "/api/pods", successPage([pod({ status: "starting" })]));
    const { say } = show();
    expect((await row("mi-pod")).getByText("Iniciando")).toBeVisible();

    say("podUpdate", pod({ revision: 6, status: "running" }));
    expect((await row("mi-pod")).getByText("Ejecutando")).toBeVisible();

    say("podUpdate", pod({ revision: 4, status: "queued" })); // late
    expect((await row("mi-pod")).getByText("Ejecutando")).toBeVisible();

    say("podCreated", pod({ id: "pod-2", name: "otro", status: "creating" }));
    expect(await row("otro")).toBeDefined();

    say("podDeleted", { podId: "pod-1" });
    await waitFor(() =>
      expect(screen.queryByRole("rowheader", { name: /mi-pod/ })).not.toBeInTheDocument(),
    );
  });
});

describe("without the live connection", () => {
  it("the list is fetched from time to time", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let now = pod({ revision: 5, status: "starting" });
    answer("get", "/api/pods", () => successPage([now]));
    const { feed } = show();
    expect((await row("mi-pod")).getByText("Iniciando")).toBeVisible();
    act(() => feed.become("lost"));
    now = pod({ revision: 6, status: "stopped" });
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    await waitFor(async () => expect((await row("mi-pod")).getByText("Detenido")).toBeVisible());
  });
});

describe("an operation", () => {
  const operate = (method: "post" | "delete", path: string, result: Pod) => {
    const sent: string[] = [];
    answer(method, path, (request) => {
      sent.push(new URL(request.url).pathname);
      return success({ ...result }, 202);
    });
    return sent;
  };

  it("stops a pod: accepted at once, done when the feed says so", async () => {
    answer("get", "/api/pods", successPage([pod()]));
    const sent = operate("post", "/api/pods/pod-1/stop", pod({ revision: 6, status: "stopping" }));
    const { user, say } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Detener mi-pod" }));
    expect(await screen.findByText("Deteniendo el pod…")).toBeInTheDocument();
    expect((await row("mi-pod")).getByText("Deteniendo")).toBeVisible();
    expect(sent).toEqual(["/api/pods/pod-1/stop"]);
    expect(screen.queryByText("Pod detenido correctamente")).not.toBeInTheDocument();

    say("podUpdate", pod({ revision: 7, status: "stopped" }));
    expect(await screen.findByText("Pod detenido correctamente")).toBeInTheDocument();

    const message = "El pod «mi-pod» se ha detenido.";
    say("notification", { kind: "podStopped", podId: "pod-1", message });
    expect(screen.queryByText(message)).not.toBeInTheDocument(); // it was told already
    say("notification", { kind: "podStopped", podId: "pod-1", message });
    expect(await screen.findByText(message)).toBeInTheDocument();
  });

  it("tells why a pod that was started has failed", async () => {
    answer("get", "/api/pods", successPage([pod({ status: "stopped" })]));
    operate("post", "/api/pods/pod-1/start", pod({ revision: 6, status: "starting" }));
    const { user, say } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Iniciar mi-pod" }));
    await screen.findByText("Pod iniciando, esto puede tardar unos minutos");
    const statusReason = { code: "OOM_KILLED", message: "Usó más memoria.", hint: "Usa menos." };
    say("podUpdate", pod({ revision: 7, status: "error", statusReason }));
    expect(await screen.findByText("mi-pod ha fallado")).toBeInTheDocument();
    expect(screen.getAllByText("Usó más memoria.")).toHaveLength(2); // in the corner and in the list
  });

  it("starts a stopped pod", async () => {
    answer("get", "/api/pods", successPage([pod({ status: "stopped" })]));
    operate("post", "/api/pods/pod-1/start", pod({ revision: 6, status: "starting" }));
    const { user } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Iniciar mi-pod" }));
    expect(
      await screen.findByText("Pod iniciando, esto puede tardar unos minutos"),
    ).toBeInTheDocument();
  });

  it("tells why it was refused", async () => {
    answer("get", "/api/pods", successPage([pod({ status: "stopped" })]));
    answer(
      "post",
      "/api/pods/pod-1/start",
      failure(409, { code: "POD_ALREADY_RUNNING", message: "El pod ya está en ejecución" }),
    );
    const { user } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Iniciar mi-pod" }));
    expect(await screen.findByText("Error al iniciar el pod")).toBeInTheDocument();
    expect(screen.getByText("El pod ya está en ejecución")).toBeInTheDocument();
  });

  it("deletes only after the consequence was read", async () => {
    answer("get", "/api/pods", successPage([pod()]));
    const sent = operate("delete", "/api/pods/pod-1", pod({ revision: 6, status: "deleting" }));
    const { user, say } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Eliminar mi-pod" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Eliminar mi-pod" }));
    expect(dialog.getByText(/Esta acción no puede deshacerse/)).toBeVisible();
    expect(dialog.getByText(/El volumen se conserva: lo guardado en \/workspace/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Cancelar" })).toHaveFocus();
    expect(sent).toEqual([]);

    await user.click(dialog.getByRole("button", { name: "Eliminar" }));
    expect((await row("mi-pod")).getByText("Eliminando")).toBeVisible();
    expect(sent).toEqual(["/api/pods/pod-1"]);

    say("podDeleted", { podId: "pod-1" });
    expect(await screen.findByText("Pod eliminado correctamente")).toBeInTheDocument();
    expect(screen.getByText("No hay pods disponibles.")).toBeVisible();
  });

  it("is not sent when deletion is called off", async () => {
    answer("get", "/api/pods", successPage([pod()]));
    const { user } = show();
    await user.click((await row("mi-pod")).getByRole("button", { name: "Eliminar mi-pod" }));
    await user.click(await screen.findByRole("button", { name: "Cancelar" }));
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  });
});

describe("an administrator", () => {
  it("sees the owner and can try a failed pod again", async () => {
    answer("get", "/api/pods/admin", successPage([pod({ status: "error", owner })]));
    answer("post", "/api/admin/pods/pod-1/retry", () =>
      success({ ...pod({ revision: 6, status: "starting", owner }) }, 202),
    );
    const { user } = show({ admin: true });
    const cells = await row("mi-pod");
    expect(cells.getByText("ana@example.com")).toBeVisible();
    await user.click(cells.getByRole("button", { name: "Reintentar mi-pod" }));
    expect((await row("mi-pod")).getByText("Iniciando")).toBeVisible();
  });

  it("finds pods by the owner's address", async () => {
    const luis = { id: "u2", email: "luis@example.com", name: "Luis" };
    const all = [pod({ owner }), pod({ id: "pod-2", name: "de-luis", owner: luis })];
    answer("get", "/api/pods/admin", (request) => {
      const wanted = new URL(request.url).searchParams.get("userEmail") ?? "";
      return successPage(all.filter(({ owner: { email } = owner }) => email.includes(wanted)));
    });
    const { user } = show({ admin: true });
    await row("mi-pod");
    await user.type(screen.getByRole("searchbox", { name: "Buscar por correo" }), "luis");
    await waitFor(() =>
      expect(screen.queryByRole("rowheader", { name: /mi-pod/ })).not.toBeInTheDocument(),
    );
    expect(await row("de-luis")).toBeDefined();
  });

  it("can take back a search that found nothing", async () => {
    answer("get", "/api/pods/admin", (request) =>
      successPage(new URL(request.url).searchParams.has("status") ? [] : [pod({ owner })]),
    );
    const { user } = show({ admin: true });
    await row("mi-pod");
    await user.selectOptions(screen.getByRole("combobox", { name: "Estado" }), "Error");
    await user.click(await screen.findByRole("button", { name: "Quitar filtros" }));
    expect(await row("mi-pod")).toBeDefined();
  });
});
