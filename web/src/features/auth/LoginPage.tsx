import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleAlert, Clock, FlaskConical, FolderHeart, KeyRound, Rocket } from "lucide-react";
import { useEffect, useState, type ReactNode, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { describedBy, Field } from "@/components/Field";
import { Input } from "@/components/Input";
import { Logo } from "@/components/Logo";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { developmentSignIn } from "@/lib/api/auth";
import { publicStatusQuery } from "@/lib/api/status";
import type { Role } from "@/lib/api/types";
import { session } from "@/lib/session";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function LoginPage({ preferences }: { preferences: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t("login.title")} · NeuroPod`;
  }, [t]);

  return (
    <div className="grid min-h-dvh lg:grid-cols-[1.05fr_1fr]">
      <aside className="relative hidden overflow-hidden bg-[oklch(0.27_0.1_281)] p-12 text-white lg:flex lg:flex-col">
        <Lattice />
        <p className="relative flex items-center gap-3 text-lg font-semibold">
          <Logo className="size-9" />
          {t("app.name")}
        </p>
        <div className="relative my-auto max-w-md">
          <p className="text-3xl leading-snug font-semibold tracking-tight text-balance">
            {t("login.intro")}
          </p>
          <ul className="mt-8 space-y-4 text-[oklch(0.93_0.025_281)]">
            <Point icon={<Rocket />}>{t("login.point1")}</Point>
            <Point icon={<Clock />}>{t("login.point2")}</Point>
            <Point icon={<FolderHeart />}>{t("login.point3")}</Point>
          </ul>
        </div>
      </aside>
      <div className="flex flex-col">
        <header className="flex justify-end p-3">{preferences}</header>
        <main className="m-auto w-full max-w-sm px-5 pb-16">
          <Logo className="mb-5 size-11 lg:hidden" />
          <h1 className="text-2xl font-semibold tracking-tight">{t("login.title")}</h1>
          <p className="mt-1 text-sm text-ink-soft lg:hidden">{t("login.intro")}</p>
          {session.lastEnd() === "expired" && (
            <p
              role="status"
              className="mt-5 flex gap-2 rounded-lg bg-wait-soft px-3 py-2.5 text-sm text-wait-text"
            >
              <Clock className="mt-0.5 size-4 shrink-0" aria-hidden />
              {t("login.expired")}
            </p>
          )}
          <SignInMethods />
        </main>
      </div>
    </div>
  );
}

function SignInMethods() {
  const { t } = useTranslation();
  const status = useQuery(publicStatusQuery);
  if (status.isPending) {
    return (
      <Loading>
        <Skeleton className="mt-6 h-10 rounded-md" />
        <Skeleton className="mt-4 h-24 rounded-md" />
        <Skeleton className="mt-4 h-11 rounded-md" />
      </Loading>
    );
  }
  if (status.data === undefined) {
    return (
      <ErrorState
        title={t("errors.pageTitle")}
        text={errorText(status.error, t)}
        retrying={status.isFetching}
        onRetry={() => void status.refetch()}
      />
    );
  }
  if (!status.data.developmentLogin) {
    return (
      <EmptyState icon={KeyRound} title={t("login.noMethodTitle")} text={t("login.noMethodText")} />
    );
  }
  return <DevelopmentSignIn />;
}

function DevelopmentSignIn() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("client");
  const [invalid, setInvalid] = useState(false);
  const signIn = useMutation({ mutationFn: () => developmentSignIn(email.trim(), role) });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const valid = EMAIL.test(email.trim());
    setInvalid(!valid);
    if (valid) signIn.mutate();
    else document.getElementById("email")?.focus();
  }

  const emailError = invalid ? t("login.emailInvalid") : undefined;
  return (
    <form noValidate onSubmit={submit} className="mt-6 flex flex-col gap-5">
      <p className="flex gap-2.5 rounded-lg bg-accent-soft px-3 py-2.5 text-sm text-accent-text">
        <FlaskConical className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span>
          <strong className="font-semibold">{t("login.development")}.</strong>{" "}
          {t("login.developmentText")}
        </span>
      </p>
      <Field id="email" label={t("login.email")} error={emailError}>
        <Input
          id="email"
          type="email"
          autoComplete="email"
          placeholder={t("login.emailPlaceholder")}
          value={email}
          aria-invalid={invalid}
          aria-describedby={describedBy("email", false, invalid)}
          onChange={(event) => {
            setEmail(event.target.value);
            setInvalid(false);
          }}
        />
      </Field>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{t("login.role")}</legend>
        <div className="grid grid-cols-2 gap-3">
          {(["client", "admin"] as const).map((option) => (
            <label
              key={option}
              className="flex cursor-pointer flex-col rounded-xl border border-line-strong bg-surface p-3.5 transition-colors hover:border-idle has-checked:border-accent has-checked:bg-accent-soft/60 has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="role"
                className="sr-only"
                value={option}
                checked={role === option}
                onChange={() => setRole(option)}
              />
              <span className="text-sm font-medium">{t(`login.${option}`)}</span>
              <span className="text-xs text-ink-soft">{t(`login.${option}Text`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div role="alert" className="empty:-mt-5">
        {signIn.isError && (
          <p className="flex gap-2 rounded-lg bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {errorText(signIn.error, t)}
          </p>
        )}
      </div>
      <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
        {t("login.submit")}
      </Button>
    </form>
  );
}

function Point({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <li className="flex items-center gap-3 [&_svg]:size-5 [&_svg]:shrink-0">
      {icon}
      {children}
    </li>
  );
}

/** A quiet pattern of hexagons, the shape of the mark. */
function Lattice() {
  return (
    <svg className="absolute inset-0 size-full opacity-[0.13]" aria-hidden>
      <defs>
        <pattern id="lattice" width="84" height="145.5" patternUnits="userSpaceOnUse">
          <g fill="none" stroke="currentColor" strokeWidth="1.2">
            <path d="M42 0v24.25L84 48.5M42 24.25 0 48.5v48.5l42 24.25L84 97V48.5M42 121.25v24.25" />
          </g>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#lattice)" />
    </svg>
  );
}
