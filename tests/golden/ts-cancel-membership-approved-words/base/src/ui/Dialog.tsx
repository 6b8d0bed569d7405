import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  children: ReactNode;
}

export function Dialog({ title, children }: Props) {
  const id = useId();
  return (
    <div role="dialog" aria-modal="true" aria-labelledby={id} className="dialog">
      <h2 id={id}>{title}</h2>
      {children}
    </div>
  );
}
