interface Props {
  title: string;
  text?: string;
  action?: { label: string; href: string };
}

export function EmptyState({ title, text, action }: Props) {
  return (
    <div className="empty-state" role="status">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && (
        <a className="button" role="button" href={action.href}>
          {action.label}
        </a>
      )}
    </div>
  );
}
