"""Comments, replies, resolved threads, reactions: the same whether a person or an App writes them."""

from typing import Literal

from app.simulator.objects import comment as comments
from app.simulator.objects import pull as pulls
from app.simulator.objects.common import node_id
from app.simulator.state import Account, App, Delivery, IssueComment, PullRequest, Reaction, ReviewComment, ReviewThread
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json, JsonObject, invalid

LONGEST_BODY = 65_536
Subject = Literal["issue_comment", "review_comment"]


def check_body(body: str, resource: str) -> None:
    """Raises Refusal 422 for an empty or too long comment."""
    if not body.strip():
        raise invalid(resource, "body", "missing_field")
    if len(body) > LONGEST_BODY:
        raise invalid(resource, "body", "custom", f"body is too long (maximum is {LONGEST_BODY} characters)")


class Conversation:
    """Writes to the conversations of pull requests and tells the Apps by webhook; does not deliver."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks

    def comment(
        self, pull: PullRequest, body: str, by: Account, app: App | None = None
    ) -> tuple[IssueComment, list[Delivery]]:
        """A new issue comment. Raises Refusal 422."""
        check_body(body, "IssueComment")
        now = self._store.now()
        comment = IssueComment(
            id=self._store.next_id(),
            repository_id=pull.repository_id,
            number=pull.number,
            author=by,
            body=body,
            created_at=now,
            updated_at=now,
            app_id=None if app is None else app.id,
        )
        self._store.issue_comments[comment.id] = comment
        return comment, self._tell_comment(comment, "created", by)

    def edit_comment(self, comment: IssueComment, body: str, by: Account) -> list[Delivery]:
        """Another text for an issue comment. Raises Refusal 422."""
        check_body(body, "IssueComment")
        changes: JsonObject = {"changes": {"body": {"from": comment.body}}}
        comment.body, comment.updated_at = body, self._store.now()
        return self._tell_comment(comment, "edited", by, changes)

    def delete_comment(self, comment: IssueComment, by: Account) -> list[Delivery]:
        """An issue comment disappears."""
        told = self._tell_comment(comment, "deleted", by)
        del self._store.issue_comments[comment.id]
        return told

    def _tell_comment(
        self, comment: IssueComment, action: str, by: Account, more: JsonObject | None = None
    ) -> list[Delivery]:
        pull = self._store.pulls[(comment.repository_id, comment.number)]
        content: JsonObject = {
            **(more or {}),
            "issue": comments.issue(self._store, pull),
            "comment": comments.issue_comment(self._store, comment),
        }
        return self._tell("issue_comment", action, pull, by, content)

    def reply(
        self, thread: ReviewThread, body: str, by: Account, review_id: int
    ) -> tuple[ReviewComment, list[Delivery]]:
        """A further comment in a review thread. Raises Refusal 422."""
        check_body(body, "PullRequestReviewComment")
        first = self.comments_of(thread)[0]
        now = self._store.now()
        comment = ReviewComment(
            id=self._store.next_id(),
            repository_id=thread.repository_id,
            number=thread.number,
            review_id=review_id,
            thread_id=thread.id,
            author=by,
            body=body,
            diff_hunk=first.diff_hunk,
            position=first.position,
            created_at=now,
            updated_at=now,
            in_reply_to_id=first.id,
        )
        self._store.review_comments[comment.id] = comment
        return comment, self.tell_review_comment(comment, "created", by)

    def comments_of(self, thread: ReviewThread) -> list[ReviewComment]:
        """The comments of a thread, first to last."""
        return [one for one in self._store.review_comments.values() if one.thread_id == thread.id]

    def edit_review_comment(self, comment: ReviewComment, body: str, by: Account) -> list[Delivery]:
        """Another text for a review comment. Raises Refusal 422."""
        check_body(body, "PullRequestReviewComment")
        changes: JsonObject = {"changes": {"body": {"from": comment.body}}}
        comment.body, comment.updated_at = body, self._store.now()
        return self.tell_review_comment(comment, "edited", by, changes)

    def delete_review_comment(self, comment: ReviewComment, by: Account) -> list[Delivery]:
        """A review comment disappears, and its thread with its last comment."""
        told = self.tell_review_comment(comment, "deleted", by)
        del self._store.review_comments[comment.id]
        if not self.comments_of(self._store.threads[comment.thread_id]):
            del self._store.threads[comment.thread_id]
        return told

    def tell_review_comment(
        self, comment: ReviewComment, action: str, by: Account, more: JsonObject | None = None
    ) -> list[Delivery]:
        """`pull_request_review_comment` with this action."""
        pull = self._store.pulls[(comment.repository_id, comment.number)]
        content: JsonObject = {
            **(more or {}),
            "comment": comments.review_comment(self._store, comment),
            "pull_request": pulls.in_webhook(self._store, pull, pulls.simple(self._store, pull)),
        }
        return self._tell("pull_request_review_comment", action, pull, by, content)

    def settle(self, thread: ReviewThread, by: Account, *, resolved: bool) -> list[Delivery]:
        """Resolve a thread, or open it again."""
        thread.resolved_by = by if resolved else None
        pull = self._store.pulls[(thread.repository_id, thread.number)]
        shown: list[Json] = [comments.review_comment(self._store, one) for one in self.comments_of(thread)]
        content: JsonObject = {
            "thread": {"node_id": node_id("PRRT", thread.id), "comments": shown},
            "pull_request": pulls.in_webhook(self._store, pull, pulls.simple(self._store, pull)),
        }
        action = "resolved" if resolved else "unresolved"
        return self._tell("pull_request_review_thread", action, pull, by, content)

    def react(self, subject: Subject, subject_id: int, content: str, by: Account) -> tuple[Reaction, bool]:
        """The account's reaction to a comment, and whether it is new. Reactions send no webhook."""
        for one in self._store.reactions.values():
            if (one.subject, one.subject_id, one.content, one.author) == (subject, subject_id, content, by):
                return one, False
        reaction = Reaction(self._store.next_id(), subject, subject_id, by, content, self._store.now())
        self._store.reactions[reaction.id] = reaction
        return reaction, True

    def _tell(self, event: str, action: str, pull: PullRequest, by: Account, content: JsonObject) -> list[Delivery]:
        repository = self._store.repositories[pull.repository_id]
        return self._hooks.announce(event, action, repository, by, content)
