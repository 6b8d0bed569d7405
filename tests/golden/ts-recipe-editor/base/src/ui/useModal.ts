import { type RefObject, useEffect, useRef } from "react";

/** What every modal does with the keyboard. Give the result to the element with the role dialog. */
export function useModal(onDismiss: () => void): RefObject<HTMLDivElement | null> {
  const modal = useRef<HTMLDivElement>(null);
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;

  useEffect(() => {
    const before = document.activeElement;
    modal.current?.querySelector<HTMLElement>("[data-focus-first], button")?.focus();

    function onKeyDown(event: KeyboardEvent) {
      if (event.key === "Escape") {
        dismiss.current();
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);

  return modal;
}
