import { useT } from "../i18n/useT";
import { useModal } from "../ui/useModal";

interface Props {
  onDiscard: () => void;
  onStay: () => void;
}

export function DiscardDialog({ onDiscard, onStay }: Props) {
  const t = useT();
  const modal = useModal(onStay);
  return (
    <div ref={modal} role="dialog" aria-modal="true" aria-label={t("discardChanges.title")}>
      <h2>{t("discardChanges.title")}</h2>
      <button type="button" data-focus-first onClick={onStay}>
        {t("discardChanges.stay")}
      </button>
      <button type="button" onClick={onDiscard}>
        {t("discardChanges.discard")}
      </button>
    </div>
  );
}
