export interface MuseumObject {
  readonly id: number;
  readonly inventoryNumber: string;
  readonly name: string;
  readonly acquiredOn: string | null;
}

export interface ObjectRow {
  readonly id: number;
  readonly inventory_number: string;
  readonly name: string;
  readonly acquired_on: string | null;
}

export function toObject(row: ObjectRow): MuseumObject {
  return { id: row.id, inventoryNumber: row.inventory_number, name: row.name, acquiredOn: row.acquired_on };
}
