import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;

export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

export async function hashCode(code: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(code, salt, KEY_BYTES);
  return `${salt.toString("hex")}.${key.toString("hex")}`;
}

export async function isCodeOf(hash: string, code: string): Promise<boolean> {
  const [salt = "", key = ""] = hash.split(".");
  const derived = await derive(code, Buffer.from(salt, "hex"), KEY_BYTES);
  return timingSafeEqual(derived, Buffer.from(key, "hex"));
}
