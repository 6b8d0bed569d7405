import type { Database } from "../src/database.js";

/** Remembers what it was asked, and answers with the rows that it was given. */
export class FakeDatabase implements Database {
  readonly asked: { sql: string; parameters: readonly unknown[] }[] = [];

  constructor(private readonly rows: readonly object[] = []) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.asked.push({ sql, parameters });
    return [...this.rows] as Row[];
  }
}
