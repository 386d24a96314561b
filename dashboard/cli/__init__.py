"""The same doors from the command line. `python3 run.py WORD …` comes here.

In: the words after the program's name. Out: text for a person, files that were asked for, and an exit code: 0 done,
1 the input has faults or cannot be used, 2 the command was wrong. A module holds the words of one matter; each refusal
is a sentence. What each word does is written in `docs/commands.md`.
"""

from dashboard.cli.program import main

__all__ = ["main"]
