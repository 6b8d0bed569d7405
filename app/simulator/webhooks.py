"""Webhooks: signed, posted, logged, delivered again when asked."""

import hashlib
import hmac
import http.client
import json
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from app.simulator.objects import repository as repositories
from app.simulator.objects.common import node_id, simple_user
from app.simulator.state import Account, App, Attempt, Delivery, Installation, Repository
from app.simulator.store import Store
from app.simulator.wire import Json, JsonObject

TIMEOUT = 10.0  # docs.github.com/webhooks/using-webhooks/best-practices: the server should answer within 10 seconds
LARGEST = 25_000_000  # docs.github.com/webhooks/webhook-events-and-payloads: payloads are capped at 25 MB
ALWAYS_SENT = frozenset({"installation", "installation_repositories", "github_app_authorization"})


class Hooks:
    """Writes webhooks for the Apps that listen, and delivers them. Delivery never holds the store's lock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Delivery, bool]] = []
        self._under_way = 0
        self._changed = threading.Condition(store.lock)

    def announce(  # noqa: PLR0913, PLR0917 - what every webhook consists of
        self,
        event: str,
        action: str | None,
        repository: Repository,
        sender: Account,
        content: JsonObject,
        only: App | None = None,
    ) -> list[Delivery]:
        """Write one webhook for each App that is installed on `repository` and listens to `event`.

        With `only`, for that App alone, whether or not it subscribed: check suites are sent that way.
        They wait until `flush`.
        """
        with self._store.lock:
            apps = list(self._store.apps.values()) if only is None else [only]
            written: list[Delivery] = []
            for app in apps:
                installation = self._store.installation_of(repository, app.id)
                if installation is None or installation.suspended_at is not None:
                    continue
                if only is None and event not in installation.events:
                    continue
                payload = self._payload(action, repository, sender, installation, content)
                written.append(self._write(app, event, action, payload, installation, repository))
            return written

    def announce_installation(
        self, event: str, action: str, installation: Installation, sender: Account, content: JsonObject
    ) -> Delivery:
        """Write a webhook about an installation itself; every App gets these."""
        with self._store.lock:
            app = self._store.apps[installation.app_id]
            payload: JsonObject = {"action": action, **content, "sender": simple_user(self._store, sender)}
            return self._write(app, event, action, payload, installation, None)

    def _payload(
        self,
        action: str | None,
        repository: Repository,
        sender: Account,
        installation: Installation,
        content: JsonObject,
    ) -> JsonObject:
        first: dict[str, Json] = {} if action is None else {"action": action}
        return {
            **first,
            **content,
            "repository": repositories.repository(self._store, repository),
            "sender": simple_user(self._store, sender),
            "installation": {"id": installation.id, "node_id": node_id("MDIz", installation.id)},
        }

    def _write(  # noqa: PLR0913, PLR0917 - each is one column of the delivery log
        self,
        app: App,
        event: str,
        action: str | None,
        payload: JsonObject,
        installation: Installation,
        repository: Repository | None,
    ) -> Delivery:
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        guid = str(uuid.uuid4())
        delivery = Delivery(
            guid=guid,
            app_id=app.id,
            event=event,
            action=action,
            installation_id=installation.id,
            repository_id=None if repository is None else repository.id,
            payload=body,
            headers=headers(app, event, guid, body),
        )
        # A payload over the cap is not delivered at all, and leaves no trace in GitHub's log either.
        if len(body) <= LARGEST:
            self._store.deliveries[guid] = delivery
            self._waiting.append((delivery, False))
        return delivery

    def again(self, delivery: Delivery) -> None:
        """Let a webhook wait for being delivered once more, with the same id."""
        with self._store.lock:
            self._waiting.append((delivery, True))

    def flush(self) -> None:
        """Deliver what waits, oldest first."""
        while True:
            with self._store.lock:
                if not self._waiting:
                    return
                delivery, again = self._waiting.pop(0)
                self._under_way += 1
            try:
                self._send(delivery, again=again)
            finally:
                with self._changed:
                    self._under_way -= 1
                    self._changed.notify_all()

    def deliver(self, told: Sequence[Delivery], attempts: int = 1) -> Delivery | None:
        """Deliver what waits; when `told` was tried `attempts` times, return the first of it."""
        self.flush()
        listening = [one for one in told if self._store.apps[one.app_id].webhook_url]
        with self._changed:
            # Another thread may be delivering these at this moment.
            self._changed.wait_for(lambda: all(len(one.attempts) >= attempts for one in listening), 2 * TIMEOUT)
        return told[0] if told else None

    def settle(self, timeout: float) -> None:
        """Wait until no webhook waits or is under way. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._waiting and not self._under_way, timeout):
                raise TimeoutError(f"webhooks were still under way after {timeout:.0f} s")

    def _send(self, delivery: Delivery, *, again: bool) -> None:
        """Post the webhook once and log the attempt; nothing for an App without a webhook address."""
        url = self._store.apps[delivery.app_id].webhook_url
        if not url:
            return
        started = time.monotonic()
        code, status, response = post(url, delivery.headers, delivery.payload)
        with self._store.lock:
            attempt = Attempt(
                id=self._store.next_id(),
                delivered_at=self._store.now(),
                status=status,
                status_code=code,
                duration=round(time.monotonic() - started, 2),
                response=response,
                redelivery=again,
            )
            delivery.attempts.append(attempt)


def headers(app: App, event: str, guid: str, body: bytes) -> dict[str, str]:
    """GitHub's headers for one webhook."""
    signature = hmac.new(app.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/5de6a7c",
        "X-GitHub-Delivery": guid,
        "X-GitHub-Event": event,
        "X-GitHub-Hook-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
        "X-Hub-Signature-256": f"sha256={signature}",
    }


def post(url: str, sent: Mapping[str, str], body: bytes) -> tuple[int, str, str]:
    """Status code (0 when nobody answered), GitHub's word for it, and what was answered."""
    target = urlsplit(url)
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname or "", target.port, timeout=TIMEOUT)
    try:
        connection.request("POST", target.path or "/", body=body, headers=dict(sent))
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
    except TimeoutError:
        return 0, "timed out", ""
    except (OSError, http.client.HTTPException) as error:
        return 0, "failed to connect to host", str(error)
    finally:
        connection.close()
    return response.status, response.reason or "OK", text
