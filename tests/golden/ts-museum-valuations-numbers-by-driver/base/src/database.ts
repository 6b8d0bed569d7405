import pg from "pg";

// Days stay the text that they are: a Date would be midnight in the time zone of the server.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface Database {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export function connect(url: string): Database {
  const pool = new pg.Pool({ connectionString: url });
  return {
    async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      const { rows } = await pool.query(sql, [...parameters]);
      return rows;
    },
  };
}
