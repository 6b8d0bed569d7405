export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export class MailQueue {
  readonly waiting: Mail[] = [];

  add(mail: Mail): void {
    this.waiting.push(mail);
  }
}
