/** Keeps the draft; what the editor begins with is what the server has. */
export class Autosave {
  private saved: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private text: string,
    private readonly seconds: number,
    private readonly store: (text: string) => Promise<void>,
    private readonly show: (message: string) => void,
  ) {
    this.saved = text;
    window.addEventListener("pagehide", () => void this.save());
  }

  changed(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), this.seconds * 1000);
  }

  // TODO: tell the reporter when it was saved last
  private async save(): Promise<void> {
    const text = this.text;
    if (this.text === this.saved) return;
    try {
      await this.store(text);
      this.saved = text;
      this.show("");
    } catch {
      this.show("Not saved");
    }
  }
}
