import { useTexts } from "../texts/useTexts";

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
      {items === undefined ? <p>{texts.loading}</p> : <ul>{items.map((one) => <li key={one.id}>{one.name}</li>)}</ul>}
    </section>
  );
}
