"""Faults that are really provoked: each counted, with what must hold and how often it did.

    python benchmarks/faults.py [--part kill|endpoint|two|disk|clock|sigterm] [--quick]

`sitbrief daily` runs as a child process on made-up articles, against an endpoint on this machine that fails on purpose.
Ends with 1 if something that must hold did not. With --quick there are few kills, and of the rest a share.
"""

import argparse
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from faults_table import Table

PARTS = ("kill", "endpoint", "two", "disk", "clock", "sigterm")


def main() -> int:
    """Prints a table; 1 if a row of it does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="one part; may be given more than once")
    parser.add_argument("--quick", action="store_true", help="few tries of each, for a test")
    given = parser.parse_args()
    begun, table = time.monotonic(), Table()
    for part in given.part or PARTS:
        with tempfile.TemporaryDirectory(prefix="sitbrief-faults-") as folder:
            import_module(f"faults_part_{part}").run(Path(folder), table, quick=given.quick)
    broken = [row.fault for row in table.rows if not row.holds]
    print(f"\n{time.monotonic() - begun:.0f} s in all; {f'did not hold: {broken}' if broken else 'all of it held'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
