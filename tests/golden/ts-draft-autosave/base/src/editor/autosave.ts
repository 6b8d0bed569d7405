/** Keeps the draft; nothing is kept yet. */
export class Autosave {
  constructor(
    private text: string,
    private readonly seconds: number,
    private readonly store: (text: string) => Promise<void>,
    private readonly show: (message: string) => void,
  ) {}

  changed(text: string): void {
    this.text = text;
  }
}
