export interface Valuation {
  readonly id: number;
  readonly objectId: number;
  readonly amount: number | null;
  readonly currency: string;
  readonly valuedOn: string;
  readonly expert: string;
}

export interface NewValuation {
  readonly objectId: number;
  readonly amount: number | null;
  readonly currency?: string;
  readonly valuedOn: string;
  readonly expert: string;
}

/** As the driver gives it. */
export interface ValuationRow {
  readonly id: number;
  readonly object_id: number;
  readonly amount: number | null;
  readonly currency: string;
  readonly valued_on: string;
  readonly expert: string;
}

export function toValuation(row: ValuationRow): Valuation {
  return {
    id: row.id,
    objectId: row.object_id,
    amount: row.amount,
    currency: row.currency,
    valuedOn: row.valued_on,
    expert: row.expert,
  };
}
