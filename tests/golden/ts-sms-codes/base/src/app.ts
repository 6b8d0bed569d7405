import express, { type Express } from "express";

export function app(): Express {
  const app = express();
  app.use(express.json());
  return app;
}
