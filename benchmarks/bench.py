"""Measured comparisons, each figure beside its bound.

    python benchmarks/bench.py [--part start|intake|throughput|resume|size|grounding|copies|merge|beside]

The figures are noisy on a machine that others use at the same time: ratios of what ran in turns bear that
better than seconds do, and one that is barely over its bound is worth a second run.
"""

import argparse
import tempfile
import time
from importlib import import_module
from pathlib import Path

PARTS = ("start", "intake", "throughput", "resume", "size", "grounding", "copies", "merge", "beside")


def main() -> None:
    """Prints a table a part. Always ends with 0: this is for reading, the tests are for refusing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="one part; may be given more than once")
    begun = time.monotonic()
    for part in parser.parse_args().part or PARTS:
        with tempfile.TemporaryDirectory(prefix="sitbrief-bench-") as folder:
            import_module(f"part_{part}").run(Path(folder))
    print(f"\n{time.monotonic() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
