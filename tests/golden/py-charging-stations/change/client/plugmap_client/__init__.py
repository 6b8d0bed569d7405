"""Models of Plugmap for makers of apps."""
