"""Where the headers of a C file may be."""

import functools
from pathlib import Path

FOLDERS = ("", "include", "src", "lib", "deps/*", "deps/*/src", "deps/*/include")


@functools.cache
def guess_includes(folder: str) -> list[str]:
    """-I for a file's folder and the usual include folders there and in three folders above, up to a project's top."""
    found: list[str] = []
    here = Path(folder)
    for _ in range(4):
        for pattern in FOLDERS:
            places = sorted(here.glob(pattern)) if pattern else [here]
            found += [str(place) for place in places if place.is_dir()]
        if (here / ".corpus").exists() or here == here.parent:
            break
        here = here.parent
    return ["-I" + place for place in dict.fromkeys(found)]
