import type { ButtonHTMLAttributes } from "react";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "plain" | "danger";
}

export function Button({ look = "plain", ...rest }: Props) {
  return <button type="button" className={`button button-${look}`} {...rest} />;
}
