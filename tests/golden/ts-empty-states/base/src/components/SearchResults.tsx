import { useTexts } from "../texts/useTexts";

interface Props {
  query: string;
  results: string[] | undefined;
}

export function SearchResults({ results }: Props) {
  const texts = useTexts();
  return (
    <section>
      <h1>{texts.search.title}</h1>
      {results === undefined ? <p>{texts.loading}</p> : <ul>{results.map((one) => <li key={one}>{one}</li>)}</ul>}
    </section>
  );
}
