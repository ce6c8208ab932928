@rem npm runs scripts by cmd.exe on Windows, which knows no exec. Elsewhere `exec node ...` makes the shell step aside,
@rem so that signals sent to npm reach the app.
@%*
