import { useT } from "../i18n/useT";
import { useModal } from "../ui/useModal";

interface Props {
  link: string;
  onClose: () => void;
}

export function ShareDialog({ link, onClose }: Props) {
  const t = useT();
  const modal = useModal(onClose);
  return (
    <div ref={modal} role="dialog" aria-modal="true" aria-label={t("share.title")}>
      <h2>{t("share.title")}</h2>
      <button type="button" onClick={() => void navigator.clipboard.writeText(link)}>
        {t("share.copy")}
      </button>
      <button type="button" onClick={onClose}>
        {t("cancel")}
      </button>
    </div>
  );
}
