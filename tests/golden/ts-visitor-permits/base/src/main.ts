import "reflect-metadata";

import { NestFactory } from "@nestjs/core";

import { AppModule } from "./app.module";
import { configure } from "./configure";

async function main(): Promise<void> {
  const app = configure(await NestFactory.create(AppModule));
  await app.listen(3000);
}

void main();
