import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from "@nestjs/common";
import type { Request } from "express";

import { Tokens } from "./tokens";

export type WithHousehold = Request & { household: string };

@Injectable()
export class TokenGuard implements CanActivate {
  constructor(private readonly tokens: Tokens) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<WithHousehold>();
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    const household = scheme === "Bearer" && token ? this.tokens.householdOf(token) : undefined;
    if (household === undefined) {
      throw new UnauthorizedException();
    }
    request.household = household;
    return true;
  }
}
