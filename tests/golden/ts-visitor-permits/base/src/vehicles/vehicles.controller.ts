import { Body, Controller, Get, Put } from "@nestjs/common";

import { Household } from "../auth/household.decorator";
import { VehicleDto } from "./vehicle.dto";

@Controller("vehicle")
export class VehiclesController {
  private readonly plates = new Map<string, string>();

  @Get()
  show(@Household() household: string): { plate: string | null } {
    return { plate: this.plates.get(household) ?? null };
  }

  @Put()
  register(@Household() household: string, @Body() body: VehicleDto): { plate: string } {
    this.plates.set(household, body.plate);
    return { plate: body.plate };
  }
}
