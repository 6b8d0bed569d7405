import { en as texts } from "../texts/en.js";

interface Props {
  what: string;
  again: () => void;
}

/** Says that something could not be loaded, and lets people try again. */
export function Failure({ what, again }: Props) {
  return (
    <p role="alert">
      {texts.failure.of(what)} <button onClick={again}>{texts.failure.again}</button>
    </p>
  );
}
