import { Button } from "./Button";

interface Props {
  words: { readonly back: string; readonly confirm: string };
  disabled: boolean;
  onConfirm: () => void;
  onBack: () => void;
}

/** The end of a dialog: the way back first, then what cannot be undone. */
export function Choice({ words, disabled, onConfirm, onBack }: Props) {
  return (
    <footer>
      <Button disabled={disabled} onClick={onBack}>
        {words.back}
      </Button>
      <Button look="danger" disabled={disabled} onClick={onConfirm}>
        {words.confirm}
      </Button>
    </footer>
  );
}
