"""What `import codestruct` costs: python benchmarks/importing.py

Each module's own time, the best of many imports, so that a busy machine says what an idle one does; summed by package.
"""

import os
import subprocess
import sys
from collections import Counter

RUNS = 15


def main() -> None:
    """Print the sum, and the packages with the largest shares."""
    best: dict[str, int] = {}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(RUNS):
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", "import codestruct"],
            capture_output=True, text=True, check=True, env=environment,
        ).stderr  # fmt: skip
        for line in told.splitlines()[1:]:
            own, _, name = line.removeprefix("import time:").split("|")
            if own.strip().isdecimal():
                best[name.strip()] = min(best.get(name.strip(), int(own)), int(own))
    packages = Counter[str]()
    for name, own in best.items():
        packages[name.partition(".")[0]] += own
    print(f"import codestruct, with Python's own start: {sum(best.values()) / 1000:.0f} ms")
    for name, own in packages.most_common(8):
        print(f"  {name:12} {own / 1000:5.1f} ms")


if __name__ == "__main__":
    main()
