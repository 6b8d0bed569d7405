import { Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";

import { TokenGuard } from "./auth/token.guard";
import { Tokens } from "./auth/tokens";
import { VehiclesController } from "./vehicles/vehicles.controller";

@Module({
  controllers: [VehiclesController],
  providers: [Tokens, { provide: APP_GUARD, useClass: TokenGuard }],
})
export class AppModule {}
