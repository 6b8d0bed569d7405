import { HttpStatus, type INestApplication, ValidationPipe } from "@nestjs/common";

export function configure(app: INestApplication): INestApplication {
  app.setGlobalPrefix("api");
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY }),
  );
  return app;
}
