export interface Message {
  id: string;
  subject: string;
}

export function Inbox({ messages }: { messages: Message[] }) {
  return <ul>{messages.map((one) => <li key={one.id}>{one.subject}</li>)}</ul>;
}
