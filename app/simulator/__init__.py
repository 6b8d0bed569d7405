"""A stateful GitHub that speaks HTTP, for the demo and the tests. Loaded only when asked for.

    simulator = Simulator(clock=system_clock)
    app = simulator.add_app(public_key, slug=…, app_id=…, permissions=…, events=…, webhook_url=…, webhook_secret=…)
    simulator.add_account(login, kind="User", email="")
    simulator.add_repository("acme/rag", git_dir, default_branch="main", private=True, fork_of=None, permissions={})
    installation = simulator.install(app, "acme", repositories=None, permissions=None)
    pull, delivery = simulator.open_pull_request("acme/rag", head, base=None, title=…, body=…, author=…, draft=False)
    delivery = simulator.push("acme/rag", number, sha=None, by=None)
    delivery = simulator.redeliver(delivery.guid)
    simulator.check_runs("acme/rag", sha=None)        simulator.deliveries
    simulator.requests                                simulator.refused
    simulator.writes("acme/rag")                      simulator.limits.content_creation = ContentLimit(most, seconds)
    simulator.people: comment, reply, resolve, press, rerequest, label, edit, close, …     on pull requests
                      queue, clear_queue                                                   the merge queue
                      push_branch, delete_branch                                           branches
                      rename_repository, transfer_repository, delete_repository            repositories
                      install, uninstall, suspend, unsuspend, grant                        installations
                      add_repositories, remove_repositories                                what they reach
                      create_app(manifest_json, state, by, organisation=None)              the manifest flow
    simulator.fail_next(method, path_pattern, status=502, times=1, headers=None, body=None, when="before")
    simulator.expire_tokens()                         simulator.token(installation, permissions=None)
    with simulator.running() as url: …                # REST at url + "/api/v3" (and at url), git at url/acme/rag.git

Methods that deliver webhooks post them before they return: call them from another thread than the one that
runs the receiver's event loop (`await asyncio.to_thread(simulator.push, …)`).
"""

from app.simulator.limits import ContentLimit
from app.simulator.registration import EVENTS, PERMISSIONS
from app.simulator.simulator import Simulator

__all__ = ["EVENTS", "PERMISSIONS", "ContentLimit", "Simulator"]
