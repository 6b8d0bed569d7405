import { useTexts } from "../texts/useTexts";
import { EmptyState } from "./EmptyState";

export interface Invoice {
  id: string;
  number: string;
}

interface Props {
  items: Invoice[] | undefined;
}

export function InvoiceList({ items }: Props) {
  const texts = useTexts();
  return (
    <section>
      <h1>{texts.invoices.title}</h1>
      {items === undefined && <p>{texts.loading}</p>}
      {items?.length === 0 && <EmptyState {...texts.invoices.empty} />}
      {items && items.length > 0 && <ul>{items.map((one) => <li key={one.id}>{one.number}</li>)}</ul>}
    </section>
  );
}
