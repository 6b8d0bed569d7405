import { settings } from "../settings";
import { Autosave } from "./autosave";

const { server, autosaveSeconds } = settings(import.meta.env);
const editor = document.querySelector<HTMLTextAreaElement>("#editor")!;
const status = document.querySelector<HTMLElement>("#status")!;

const autosave = new Autosave(
  editor.value,
  autosaveSeconds,
  async (text) => {
    const response = await fetch(`${server}/draft`, { method: "PUT", body: text, keepalive: true });
    if (!response.ok) throw new Error(`the draft was refused with ${response.status}`);
  },
  (message) => (status.textContent = message),
);
editor.addEventListener("input", () => autosave.changed(editor.value));
