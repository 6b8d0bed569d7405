import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from "@nestjs/common";

import { Household } from "../auth/household.decorator";
import { NewPermitDto } from "./new-permit.dto";
import type { Permit } from "./permit";
import { PermitsService } from "./permits.service";

type PermitView = Omit<Permit, "household">;

@Controller("visitor-permits")
export class PermitsController {
  constructor(private readonly permits: PermitsService) {}

  @Post()
  create(@Household() household: string, @Body() body: NewPermitDto): PermitView {
    return view(this.permits.create(household, body));
  }

  @Get()
  list(@Household() household: string): PermitView[] {
    return this.permits.current(household).map(view);
  }

  @Delete(":permitId")
  @HttpCode(HttpStatus.NO_CONTENT)
  withdraw(@Household() household: string, @Param("permitId") permitId: string): void {
    this.permits.withdraw(household, permitId);
  }
}

function view({ id, plate, validFrom, validUntil }: Permit): PermitView {
  return { id, plate, validFrom, validUntil };
}
