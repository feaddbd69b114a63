"""How much a program may take."""

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run in the sandbox may take; going past any of it ends the run and is named in its outcome.

    Seconds are wall-clock time (of the whole run) and processor time (of each command). `memory_bytes` bounds each
    process (`RLIMIT_DATA`, and `RLIMIT_AS` unless `address_space` is false: virtual machines reserve more than they
    use), and the resident memory of all processes together, looked at every 20 ms. `disk_bytes` is the size of the
    whole writable directory, which lives in memory and is gone afterwards.

    >>> Limits(wall_seconds=3).processes
    32
    """

    wall_seconds: float = 10.0
    cpu_seconds: int = 10
    memory_bytes: int = 1 << 30
    address_space: bool = True
    processes: int = 32
    disk_bytes: int = 64 << 20
    output_bytes: int = 1 << 20

    def __post_init__(self) -> None:
        for name in ("wall_seconds", "cpu_seconds", "memory_bytes", "processes", "disk_bytes", "output_bytes"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0")
