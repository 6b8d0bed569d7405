"""Nothing below is a test of ours: the cases bring test files of the projects that they show."""

collect_ignore_glob = ["*"]
