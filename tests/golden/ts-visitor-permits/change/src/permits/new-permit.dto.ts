import { Type } from "class-transformer";
import { IsDate } from "class-validator";

import { VehicleDto } from "../vehicles/vehicle.dto";

export class NewPermitDto extends VehicleDto {
  @Type(() => Date)
  @IsDate()
  validFrom!: Date;
}
