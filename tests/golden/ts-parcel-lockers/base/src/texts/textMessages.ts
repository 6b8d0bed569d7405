export interface TextMessages {
  send(phone: string, text: string): Promise<void>;
}
