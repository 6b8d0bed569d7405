import { useTexts } from "../texts/useTexts";
import { EmptyState } from "./EmptyState";

export interface Project {
  id: string;
  name: string;
}

interface Props {
  items: Project[] | undefined;
}

export function ProjectList({ items }: Props) {
  const texts = useTexts();
  return (
    <section>
      <h1>{texts.projects.title}</h1>
      {items === undefined ? <p>{texts.loading}</p> : <Projects items={items} />}
    </section>
  );
}

function Projects({ items }: { items: Project[] }) {
  const { empty } = useTexts().projects;
  if (items.length === 0) {
    return <EmptyState title={empty.title} action={{ label: empty.action, href: "/projects/new" }} />;
  }
  return <ul>{items.map((one) => <li key={one.id}>{one.name}</li>)}</ul>;
}
