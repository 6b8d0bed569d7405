export interface Sms {
  send(number: string, text: string): Promise<void>;
}
