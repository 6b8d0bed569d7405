import type { Database } from "../database.js";
import { type MuseumObject, type ObjectRow, toObject } from "./museumObject.js";

export class ObjectStore {
  constructor(private readonly database: Database) {}

  async byNumber(inventoryNumber: string): Promise<MuseumObject | undefined> {
    const [row] = await this.database.query<ObjectRow>("SELECT * FROM objects WHERE inventory_number = $1", [
      inventoryNumber,
    ]);
    return row && toObject(row);
  }

  async delete(id: number): Promise<void> {
    await this.database.query("DELETE FROM objects WHERE id = $1", [id]);
  }
}
