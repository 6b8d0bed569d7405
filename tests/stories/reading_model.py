"""A model for the stories: it reads. A spec of theirs says "`LIMIT` to `5`", and code says `LIMIT = 5`.

It speaks the Messages API on loopback, so that the real client is used. Nothing about a story is written down here:
whoever changes the code of a story changes the answers.
"""

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_EVIDENCE = re.compile(r'<evidence-\w+ id="(E\d+)" side="(\w+)"[^>]*>\n(.*?)\n</evidence-', re.DOTALL)
_QUESTION = re.compile(r'<question-\w+ id="(Q\d+)" subject="([^"]*)"[^>]*>\ntext\| ([^\n]*)', re.DOTALL)
_WANTED = re.compile(r"`(\w+)` to `([^`]+)`")


@dataclass
class ReadingModel:
    """The model, and how it behaves: `well`, `nonsense`, `away` (529) or `refuses`. `requests` counts calls."""

    behaviour: str = "well"
    requests: int = 0
    url: str = ""
    asked: list[str] = field(default_factory=list)  # subjects, in the order of the questions
    free: threading.Event = field(default_factory=threading.Event)  # clear: answers are held back

    def __post_init__(self):
        self.free.set()

    @contextmanager
    def holding(self):
        """Answer nothing until the block has ended."""
        self.free.clear()
        try:
            yield
        finally:
            self.free.set()

    def answer(self, body):
        """Status and body of the answer to one request."""
        self.requests += 1
        self.free.wait(30)
        if self.behaviour == "away":
            return 529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        text = "\n".join(block["text"] for block in body["messages"][0]["content"])
        said = json.dumps(self._read(text)) if self.behaviour == "well" else "I would rather talk about the weather."
        stop = "refusal" if self.behaviour == "refuses" else "end_turn"
        usage = {"input_tokens": len(text) // 4, "output_tokens": len(said) // 4}
        content = [{"type": "text", "text": said}]
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": content}
        return 200, {**message, "stop_reason": stop, "stop_sequence": None, "usage": usage}

    def _read(self, text):
        evidence = [(name, side, _lines(lines)) for name, side, lines in _EVIDENCE.findall(text)]
        code = [(name, line) for name, side, lines in evidence if side == "code" for line in lines]
        searched = [(name, line) for name, side, lines in evidence if side == "search" for line in lines][:1]
        questions = _QUESTION.findall(text)
        if "The first reader says" in text:
            (name, _, asked) = questions[0]
            return _refutation(name, asked, code, searched)
        self.asked += [subject for _, subject, _ in questions]
        return {"answers": [_answer(name, asked, code, searched) for name, _, asked in questions]}


def _lines(block):
    return [line.split("| ", 1)[1] for line in block.split("\n") if "| " in line]


def _look(asked, code):
    """Whether it holds, the line of code that shows it with its evidence, and what was wanted."""
    wanted = _WANTED.search(asked)
    if wanted is None:
        return "unseen", None, None
    name, value = wanted.groups()
    found = [(where, line) for where, line in code if re.match(rf"{name}\b", line)]
    right = [(where, line) for where, line in found if line == f"{name} = {value}"]
    if right:
        return "yes", right[0], (name, value)
    return ("no", found[0], (name, value)) if found else ("absent", None, (name, value))


def _quotes(lines):
    return [{"evidence": where, "quote": line} for where, line in lines]


def _answer(question, asked, code, searched):
    """One part: the words with the limit where there are some, and what shows whether they hold."""
    holds, line, wanted = _look(asked, code)
    words = "`{}` to `{}`".format(*wanted) if wanted else asked
    quotes = _quotes([line] if line else searched) if wanted else []
    return {"question": question, "parts": [{"words": words, "holds": holds, "quotes": quotes}]}


def _refutation(question, asked, code, searched):
    holds, line, wanted = _look(asked, code)
    if holds not in {"no", "absent"}:
        return {"confirmed": False, "expected": "", "found": "", "quotes": []}
    name, value = wanted
    found = f"`{line[1]}` is what the code says" if line else f"No file sets {name}"
    own = {"evidence": question, "quote": asked}
    return {
        "confirmed": True,
        "expected": f"{name} is {value}",
        "found": found,
        "quotes": [own, *_quotes([line] if line else searched)],
    }


@contextmanager
def reading_model():
    """A model that listens on loopback for the length of the block."""
    model = ReadingModel()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            status, answer = model.answer(body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            """Nothing: what was asked is counted, and the tests look there."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
