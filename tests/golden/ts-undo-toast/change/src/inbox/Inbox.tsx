import { useReducer } from "react";

import { useTicks } from "../clock";
import { reduce } from "./state";

export interface Message {
  id: string;
  subject: string;
}

export function Inbox({ messages }: { messages: Message[] }) {
  const [state, dispatch] = useReducer(reduce, { messages, deleted: null });
  useTicks(() => dispatch({ type: "tick" }));

  return (
    <>
      <ul>
        {state.messages.map((one) => (
          <li key={one.id}>
            {one.subject} <button onClick={() => dispatch({ type: "delete", id: one.id })}>Delete</button>
          </li>
        ))}
      </ul>
      {state.deleted && (
        <div role="status">
          Message deleted <button onClick={() => dispatch({ type: "undo" })}>Undo</button>
        </div>
      )}
    </>
  );
}
