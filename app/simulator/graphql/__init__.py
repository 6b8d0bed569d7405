"""The GraphQL interface: a small schema with GitHub's names, executed by graphql-core."""
