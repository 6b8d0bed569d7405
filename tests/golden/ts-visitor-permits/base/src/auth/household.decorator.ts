import { createParamDecorator, type ExecutionContext } from "@nestjs/common";

import type { WithHousehold } from "./token.guard";

export const Household = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<WithHousehold>().household,
);
