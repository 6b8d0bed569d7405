import type { Database } from "../database.js";
import { type NewValuation, toValuation, type Valuation, type ValuationRow } from "./valuation.js";

const INSERT = `
  INSERT INTO valuations (object_id, amount, currency, valued_on, expert)
  VALUES ($1, $2, COALESCE($3, 'EUR'), $4, $5)`;

const NEWEST_FIRST = `
  SELECT * FROM valuations WHERE object_id = $1 ORDER BY valued_on DESC, id DESC`;

export class ValuationStore {
  constructor(private readonly database: Database) {}

  async enter({ objectId, amount, currency, valuedOn, expert }: NewValuation): Promise<void> {
    await this.database.query(INSERT, [objectId, amount, currency ?? null, valuedOn, expert]);
  }

  async of(objectId: number): Promise<Valuation[]> {
    const rows = await this.database.query<ValuationRow>(NEWEST_FIRST, [objectId]);
    return rows.map(toValuation);
  }

  async current(objectId: number): Promise<Valuation | undefined> {
    const [row] = await this.database.query<ValuationRow>(`${NEWEST_FIRST} LIMIT 1`, [objectId]);
    return row && toValuation(row);
  }
}
