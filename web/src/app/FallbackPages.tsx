import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { EmptyState, ErrorState } from "@/components/States";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <EmptyState
        icon={Compass}
        title={t("app.notFoundTitle")}
        text={t("app.notFoundText")}
        action={
          <Button asChild variant="primary">
            <Link to="/">{t("app.backHome")}</Link>
          </Button>
        }
      />
    </main>
  );
}

/** Shown in place of a page whose code failed, or could not be loaded. */
export function PageError({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <ErrorState
        title={t("errors.pageTitle")}
        text={errorText(error, t)}
        onRetry={() => void router.invalidate()}
      />
    </main>
  );
}
