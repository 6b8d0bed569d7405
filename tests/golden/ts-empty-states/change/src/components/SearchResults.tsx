import { useTexts } from "../texts/useTexts";
import { EmptyState } from "./EmptyState";

const LONGEST_QUERY = 40;

interface Props {
  query: string;
  results: string[] | undefined;
}

export function SearchResults({ query, results }: Props) {
  const texts = useTexts();
  return (
    <section>
      <h1>{texts.search.title}</h1>
      {results === undefined && <p>{texts.loading}</p>}
      {results?.length === 0 && <EmptyState title={texts.search.empty(query.slice(0, LONGEST_QUERY))} />}
      {results && results.length > 0 && <ul>{results.map((one) => <li key={one}>{one}</li>)}</ul>}
    </section>
  );
}
