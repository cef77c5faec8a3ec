"""`python -m eval` is `kb eval`: the face runs as it would be called, so that nothing here imports it."""

import runpy
import sys

if __name__ == "__main__":
    sys.argv[1:1] = ["eval"]
    runpy.run_module("kb.cli", run_name="__main__", alter_sys=True)
