import { Transform } from "class-transformer";
import { Matches } from "class-validator";

export class VehicleDto {
  @Transform(({ value }) => (typeof value === "string" ? value.replace(/[\s-]/g, "").toUpperCase() : value))
  @Matches(/^[A-Z0-9]{2,8}$/)
  plate!: string;
}
