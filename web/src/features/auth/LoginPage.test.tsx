import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { session } from "@/lib/session";
import { answer, failure, success } from "@/test/api";
import { ana } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { LoginPage } from "./LoginPage";

const status = (developmentLogin: boolean) =>
  success({
    status: "ok",
    version: "0.1.0",
    domain: "localhost",
    simulatedCluster: true,
    developmentLogin,
  });

describe("signing in", () => {
  it("takes an address and a role where development sign-in is on", async () => {
    answer("get", "/api/status/public", status(true));
    let body: unknown;
    answer("post", "/api/auth/mock-login", async (request) => {
      body = await request.json();
      return success({ token: "token-1", expiresAt: "2026-01-21T00:00:00Z", user: ana });
    });
    const user = userEvent.setup();
    renderPage(<LoginPage preferences={null} />);
    await user.type(await screen.findByLabelText("Correo electrónico"), "ana@example.com");
    await user.click(screen.getByRole("radio", { name: /Administrador/ }));
    await user.click(screen.getByRole("button", { name: "Entrar" }));
    await waitFor(() => expect(session.current()?.token).toBe("token-1"));
    expect(body).toEqual({ email: "ana@example.com", role: "admin" });
  });

  it("is not offered where development sign-in is off", async () => {
    answer("get", "/api/status/public", status(false));
    renderPage(<LoginPage preferences={null} />);
    expect(await screen.findByText("No hay ninguna forma de entrar")).toBeVisible();
    expect(screen.queryByLabelText("Correo electrónico")).not.toBeInTheDocument();
  });

  it("asks for a valid address before it asks the server", async () => {
    answer("get", "/api/status/public", status(true));
    const user = userEvent.setup();
    renderPage(<LoginPage preferences={null} />);
    const email = await screen.findByLabelText("Correo electrónico");
    await user.type(email, "ana");
    await user.click(screen.getByRole("button", { name: "Entrar" }));
    expect(email).toHaveAccessibleDescription("Escribe un correo electrónico válido");
    expect(email).toHaveFocus();
  });

  it("tells why it was refused", async () => {
    answer("get", "/api/status/public", status(true));
    answer(
      "post",
      "/api/auth/mock-login",
      failure(403, { code: "ACCOUNT_SUSPENDED", message: "Tu cuenta está suspendida." }),
    );
    const user = userEvent.setup();
    renderPage(<LoginPage preferences={null} />);
    await user.type(await screen.findByLabelText("Correo electrónico"), "ana@example.com");
    await user.click(screen.getByRole("button", { name: "Entrar" }));
    expect(await screen.findByText("Tu cuenta está suspendida.")).toBeVisible();
  });

  it("says that the last session has expired", async () => {
    answer("get", "/api/status/public", status(true));
    session.start({ token: "token-1", user: ana });
    session.end("expired");
    renderPage(<LoginPage preferences={null} />);
    expect(
      await screen.findByText("Tu sesión ha caducado. Vuelve a entrar para continuar."),
    ).toBeVisible();
  });
});
