"""`python -m kb.cli` is `kb`."""

import sys

from kb.cli import main

sys.exit(main())
