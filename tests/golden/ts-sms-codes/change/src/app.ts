import express, { type Express } from "express";

import { codes } from "./codes.js";
import type { Sms } from "./sms.js";

export function app(sms: Sms): Express {
  const app = express();
  app.use(express.json());
  app.use(codes(sms));
  return app;
}
