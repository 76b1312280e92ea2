"""The `warmline` command: one file a subcommand, loaded when it is called."""
