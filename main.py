"""`python main.py`: the same as the command nnviz."""

import sys

from nnviz.app.command.main import main

if __name__ == "__main__":
    sys.exit(main())
