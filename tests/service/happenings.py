"""What people can do of which GitHub tells the App: one of everything."""

REPOSITORY, OTHER = "acme/rag", "acme/other"
STATUS = "/spec status"


def reviews_and_commands(story):
    """Everything of which a review or a reply comes."""
    people = story.people
    first, second = story.forge.pull_request(), story.forge.pull_request(draft=True)
    story.check(first.head_sha)
    people.mark_ready(REPOSITORY, second.number)
    people.label(REPOSITORY, first.number, "later", by="bob")
    people.unlabel(REPOSITORY, first.number, "later", by="bob")
    people.edit(REPOSITORY, first.number, body="Implements FR-002", by="bob")
    story.quiet()
    said, _ = people.comment(REPOSITORY, first.number, STATUS, by="bob")
    people.edit_comment(said, f"{STATUS}\n/spec waive FR-002 Known", by="bob")
    answer, _ = people.reply(story.forge.inline(first)[0], "/spec explain FR-001", by="bob")
    people.edit_review_comment(answer, "/spec help", by="bob")
    story.quiet()
    run = story.forge.checks(first.head_sha)[-1]
    people.press(run.id, "verify", by="bob")
    people.rerequest(run.id, by="bob")
    people.rerequest_suite(run.suite_id, by="bob")
    story.quiet()
    story.forge.push(first)
    story.forge.configure("version: 1\nmode: gate\n")
    story.quiet()
    people.queue(REPOSITORY, [first.number], by="mia")
    people.convert_to_draft(REPOSITORY, second.number)
    people.close(REPOSITORY, second.number)
    people.reopen(REPOSITORY, second.number)
    story.quiet()


def installing(story):
    """Everything about where the App is installed."""
    people, installation = story.people, story.forge.installation
    story.forge.simulator.add_repository(OTHER, story.folder / "rag.git")
    people.rename_repository(OTHER, "another", by="mia")
    people.remove_repositories(installation, ["acme/another"], by="mia")
    people.add_repositories(installation, ["acme/another"], by="mia")
    people.suspend(installation, by="mia")
    people.unsuspend(installation, by="mia")
    elsewhere, _ = people.install(story.forge.app, "umbrella")
    people.uninstall(elsewhere, by="umbrella")
    story.quiet()
