"""Runs Rasa's own command, ready sooner: `python start.py run …`, in Rasa's environment.

skops lists the types it trusts when it is first imported, and for each searches every module
loaded so far. With TensorFlow loaded that takes 6 s, before it half a second; so it goes first.
The auth token comes from the environment, where other users of the machine do not see it.
"""

import os
import sys

import skops.io  # noqa: F401
from rasa.__main__ import main

if __name__ == "__main__":
    token = os.environ.pop("WARMLINE_RASA_TOKEN", "")
    if token and sys.argv[1:2] == ["run"]:
        sys.argv += [f"--auth-token={token}"]
    main()
