import type { Message } from "./Inbox";

/** Ticks until a deletion can no longer be undone: ten seconds. */
const UNDO_TICKS = 32;

export interface State {
  messages: Message[];
  deleted: { message: Message; index: number; ticksLeft: number } | null;
}

export type Action = { type: "delete"; id: string } | { type: "undo" } | { type: "tick" };

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "delete": {
      const index = state.messages.findIndex((one) => one.id === action.id);
      if (index < 0) return state;
      const message = state.messages[index];
      return { messages: state.messages.toSpliced(index, 1), deleted: { message, index, ticksLeft: UNDO_TICKS } };
    }
    case "undo":
      if (!state.deleted) return state;
      return { messages: state.messages.toSpliced(state.deleted.index, 0, state.deleted.message), deleted: null };
    case "tick":
      if (!state.deleted) return state;
      if (state.deleted.ticksLeft === 1) return { ...state, deleted: null };
      return { ...state, deleted: { ...state.deleted, ticksLeft: state.deleted.ticksLeft - 1 } };
  }
}
