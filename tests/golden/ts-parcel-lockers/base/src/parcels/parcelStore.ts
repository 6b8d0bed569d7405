import { Problem } from "../http/problem.js";
import type { Parcel } from "./parcel.js";

export class ParcelStore {
  private readonly byId = new Map<string, Parcel>();

  add(parcel: Parcel): void {
    this.byId.set(parcel.id, parcel);
  }

  get(id: string): Parcel {
    const parcel = this.byId.get(id);
    if (!parcel) {
      throw new Problem(404, "There is no such parcel");
    }
    return parcel;
  }
}
