import { screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { PodRequest, Wallet } from "@/lib/api/types";
import { answer, failure, noAnswer, success, successPage } from "@/test/api";
import { ana, n8n, pricing, ubuntu, wallet } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { DeployPage } from "./DeployPage";

interface Sent {
  body: PodRequest;
  key: string | null;
}

/** Answers each POST by the next of the given answers, and keeps what was sent. */
function takeOrders(...answers: (() => Response)[]): Sent[] {
  const sent: Sent[] = [];
  answer("post", "/api/pods", async (request) => {
    const body = (await request.json()) as PodRequest;
    const next = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ body, key: request.headers.get("Idempotency-Key") });
    return next?.() ?? noAnswer();
  });
  return sent;
}

const created = () =>
  success(
    {
      id: "pod-9",
      name: "mi-pod",
      status: "creating",
      url: "http://mi-pod",
      createdAt: "2026-01-20T10:30:00Z",
      costPerHour: 8.5,
      message: "Pod creándose. Por favor espere unos minutos.",
    },
    201,
  );

async function show({ admin = false, funds = wallet() }: { admin?: boolean; funds?: Wallet } = {}) {
  answer("get", "/api/wallet", success(funds));
  const view = renderPage(
    <DeployPage admin={admin} podsPath={admin ? "/admin/pods" : "/client/pods"} />,
  );
  await screen.findByLabelText("Nombre del pod");
  return { ...view, user: userEvent.setup() };
}

async function chooseTemplate(user: UserEvent, name: RegExp) {
  await user.click(screen.getByRole("button", { name: /^(Elegir template|Cambiar)$/ }));
  await user.click(await screen.findByRole("button", { name }));
}

const submit = (user: UserEvent) =>
  user.click(screen.getByRole("button", { name: "Desplegar Pod" }));

const summary = () => within(screen.getByRole("region", { name: "Resumen" }));
const plain = (text: string | null) => (text ?? "").replace(/\u00a0/g, " ");

beforeEach(() => {
  answer("get", "/api/pricing", success(pricing));
  answer("get", "/api/templates", successPage([ubuntu, n8n]));
  answer("get", "/api/auth/me", success(ana));
});

describe("choosing a template", () => {
  it("fills ports, disks and Jupyter", async () => {
    const { user } = await show();
    await chooseTemplate(user, /^Ubuntu/);
    expect(screen.getByLabelText("Puertos HTTP expuestos (separados por comas)")).toHaveValue(
      "8888, 3000",
    );
    expect(screen.getByRole("spinbutton", { name: "Disco del contenedor" })).toHaveValue(20);
    expect(screen.getByRole("spinbutton", { name: "Disco del volumen" })).toHaveValue(50);
    expect(screen.getByRole("switch", { name: "Habilitar Jupyter Lab" })).toBeChecked();
    expect(screen.getByLabelText("Puertos TCP")).toHaveValue("22 SSH");
    expect(screen.getByLabelText("Puertos TCP")).toBeDisabled();
  });

  it("keeps what was typed by hand, and offers the template's value", async () => {
    const { user } = await show();
    const ports = screen.getByLabelText("Puertos HTTP expuestos (separados por comas)");
    await user.type(ports, "7860");
    await chooseTemplate(user, /^Ubuntu/);
    expect(ports).toHaveValue("7860");
    expect(screen.getByRole("spinbutton", { name: "Disco del contenedor" })).toHaveValue(20);

    await user.click(
      screen.getByRole("button", { name: "Volver al valor del template (8888, 3000)" }),
    );
    expect(ports).toHaveValue("8888, 3000");
  });

  it("keeps the name, and a GPU that was chosen by hand", async () => {
    const { user } = await show();
    await user.type(screen.getByLabelText("Nombre del pod"), "mi-pod");
    await user.click(screen.getByRole("radio", { name: /RTX 4050/ }));
    await chooseTemplate(user, /^n8n/);
    expect(screen.getByLabelText("Nombre del pod")).toHaveValue("mi-pod");
    expect(screen.getByRole("radio", { name: /RTX 4050/ })).toBeChecked();
  });

  it("takes the GPU that the template suggests", async () => {
    const { user } = await show();
    await chooseTemplate(user, /^n8n/);
    expect(screen.getByRole("radio", { name: /Sin GPU/ })).toBeChecked();
  });

  it("explains a template by its Markdown, without running what is in it", async () => {
    const { user } = await show();
    await chooseTemplate(user, /^Ubuntu/);
    await user.click(screen.getByRole("button", { name: "Ayuda de Ubuntu 22.04 Base" }));
    const help = await screen.findByRole("dialog", { name: "Ubuntu 22.04 Base" });
    expect(await within(help).findByRole("heading", { name: "Ubuntu Base" })).toBeVisible();
    expect(help.querySelector("script")).toBeNull();
  });

  it("says when the templates cannot be loaded, and tries again", async () => {
    answer("get", "/api/templates", failure(503, { code: "DATABASE_UNAVAILABLE", message: "Ay" }));
    const { user } = await show();
    await user.click(screen.getByRole("button", { name: "Elegir template" }));
    expect(await screen.findByText("No se han podido cargar los templates")).toBeVisible();
    answer("get", "/api/templates", successPage([ubuntu]));
    await user.click(screen.getByRole("button", { name: "Reintentar" }));
    expect(await screen.findByRole("button", { name: /^Ubuntu/ })).toBeVisible();
  });
});

describe("the name", () => {
  it("is offered as its slug when capitals or spaces are typed", async () => {
    const { user } = await show();
    const name = screen.getByLabelText("Nombre del pod");
    await user.type(name, "Mi Señal");
    await user.click(screen.getByRole("button", { name: "Usar «mi-senal»" }));
    expect(name).toHaveValue("mi-senal");
    expect(screen.queryByRole("button", { name: /Usar/ })).not.toBeInTheDocument();
  });
});

describe("the cost", () => {
  it("follows the choices, and says how long the balance lasts", async () => {
    const { user } = await show({ funds: wallet({ balance: 17, available: 17 }) });
    await chooseTemplate(user, /^Ubuntu/);
    await user.click(screen.getByRole("radio", { name: /RTX 4050/ }));
    expect(plain(summary().getByText("Coste por hora").parentElement!.textContent)).toContain(
      "8,50 €",
    );
    expect(await summary().findByText("2h")).toBeVisible();

    const volume = screen.getByRole("spinbutton", { name: "Disco del volumen" });
    await user.clear(volume);
    await user.type(volume, "135");
    expect(plain(summary().getByText("Coste por hora").parentElement!.textContent)).toContain(
      "17,00 €",
    );
    expect(summary().getByText("1h")).toBeVisible();
  });

  it("warns when the balance does not last an hour, and leaves the decision to the server", async () => {
    const orders = takeOrders(() =>
      failure(402, {
        code: "INSUFFICIENT_FUNDS",
        message: "Saldo insuficiente. Requerido: 8,50 €, Disponible: 1,20 €",
      }),
    );
    const { user } = await show({ funds: wallet({ balance: 1.2, available: 1.2 }) });
    await user.type(screen.getByLabelText("Nombre del pod"), "mi-pod");
    await chooseTemplate(user, /^Ubuntu/);
    await user.click(screen.getByRole("radio", { name: /RTX 4050/ }));
    expect(
      await screen.findByText("Tu saldo no llega para una hora con esta configuración."),
    ).toBeVisible();
    await submit(user);
    expect(
      await screen.findByText("Saldo insuficiente. Requerido: 8,50 €, Disponible: 1,20 €"),
    ).toBeVisible();
    expect(orders).toHaveLength(1);
  });

  it("has no end for administrators", async () => {
    await show({ admin: true, funds: wallet({ balance: null, available: null }) });
    expect(await screen.findByText("∞ €")).toBeVisible();
  });
});

describe("deploying", () => {
  async function fill(user: UserEvent) {
    await user.type(screen.getByLabelText("Nombre del pod"), "mi-pod");
    await chooseTemplate(user, /^Ubuntu/);
    await user.click(screen.getByRole("radio", { name: /RTX 4050/ }));
  }

  it("sends what was chosen, and goes to the pods", async () => {
    const orders = takeOrders(created);
    const { user, router } = await show();
    await fill(user);
    await submit(user);
    await waitFor(() => expect(router.state.location.pathname).toBe("/client/pods"));
    expect(orders[0]?.body).toEqual({
      name: "mi-pod",
      deploymentType: "template",
      template: "tpl-ubuntu",
      gpu: "rtx-4050",
      containerDiskSize: 20,
      volumeDiskSize: 50,
      ports: "8888, 3000",
      enableJupyter: true,
    });
    expect(
      await screen.findByText("Pod creándose. Por favor espere unos minutos."),
    ).toBeInTheDocument();
  });

  it("sends nothing that is incomplete, says what is missing and goes there", async () => {
    const orders = takeOrders(created);
    const { user } = await show();
    await submit(user);
    expect(await screen.findByText("Nombre es requerido")).toBeVisible();
    expect(screen.getByText("Template es requerido")).toBeVisible();
    expect(screen.getByText("GPU es requerida")).toBeVisible();
    const name = screen.getByLabelText("Nombre del pod");
    expect(name).toBeInvalid();
    expect(name).toHaveFocus();
    expect(name).toHaveAccessibleDescription(/Nombre es requerido/);
    expect(orders).toEqual([]);
  });

  it("places the server's refusal at the field that it is about", async () => {
    takeOrders(() => failure(409, { code: "NAME_TAKEN", message: "Ya existe un pod así." }));
    const { user } = await show();
    await fill(user);
    await submit(user);
    const name = screen.getByLabelText("Nombre del pod");
    await waitFor(() => expect(name).toHaveAccessibleDescription(/Ya existe un pod así\./));
    expect(name).toHaveFocus();
  });

  it("repeats a lost request under the same key, and a refused one under a new one", async () => {
    const orders = takeOrders(
      noAnswer,
      () => failure(402, { code: "INSUFFICIENT_FUNDS", message: "Saldo insuficiente." }),
      created,
    );
    const { user, router } = await show();
    await fill(user);
    await submit(user);
    expect(await screen.findByText(/No hay respuesta del servidor/)).toBeVisible();
    await submit(user);
    expect(await screen.findByText("Saldo insuficiente.")).toBeVisible();
    await submit(user);
    await waitFor(() => expect(router.state.location.pathname).toBe("/client/pods"));

    const [lost, refused, done] = orders.map(({ key }) => key);
    expect(lost).toBeTruthy();
    expect(refused).toBe(lost);
    expect(done).not.toBe(lost);
  });

  it("lets only administrators assign a pod to somebody", async () => {
    const orders = takeOrders(created);
    const { user } = await show({ admin: true });
    await fill(user);
    await user.type(screen.getByLabelText("Asignar a Usuario"), "luis@example.com");
    expect(screen.getByText("Lo paga luis@example.com")).toBeVisible();
    await submit(user);
    await waitFor(() => expect(orders[0]?.body.assignToUser).toBe("luis@example.com"));
  });

  it("does not offer that to clients", async () => {
    await show();
    expect(screen.queryByLabelText("Asignar a Usuario")).not.toBeInTheDocument();
  });

  it("takes any Docker image", async () => {
    const orders = takeOrders(created);
    const { user } = await show();
    await user.type(screen.getByLabelText("Nombre del pod"), "mi-pod");
    await user.click(screen.getByRole("radio", { name: /Imagen Docker/ }));
    await user.type(screen.getByRole("textbox", { name: "Imagen Docker" }), "nginx:1.29");
    await user.click(screen.getByRole("radio", { name: /Sin GPU/ }));
    await user.type(
      screen.getByLabelText("Puertos HTTP expuestos (separados por comas)"),
      "80, 443",
    );
    await submit(user);
    await waitFor(() =>
      expect(orders[0]?.body).toMatchObject({
        deploymentType: "docker",
        dockerImage: "nginx:1.29",
        ports: "80, 443",
      }),
    );
  });
});

describe("the GPUs", () => {
  it("say what they cost and how many are free", async () => {
    await show();
    const card = (name: RegExp) => screen.getByRole("radio", { name });
    expect(plain(card(/RTX 4050/).parentElement!.textContent)).toContain("2,50 €/h");
    expect(card(/RTX 4050/)).toHaveAccessibleName(/2 de 4 libres/);
    expect(card(/RTX 4090/)).toHaveAccessibleName(
      /Ninguna libre: el pod espera en cola · 3 en espera/,
    );
    expect(card(/RTX 5090/)).toHaveAccessibleName(/Disponibilidad desconocida/);
    expect(card(/H100/)).toHaveAccessibleName(/Ningún nodo tiene esta GPU/);
    expect(card(/Sin GPU/)).toHaveAccessibleName(/no usa ninguna GPU/);
    expect(card(/RTX 4080/)).toBeDisabled();
  });
});
