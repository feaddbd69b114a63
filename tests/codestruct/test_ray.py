"""Batches on a Ray cluster: two workers, one of which is killed on the way."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = 400


def run_cluster(marker: str) -> None:
    """Analyze numbered texts on a cluster of this process; the first task to come by kills its own worker."""
    import ray

    import codestruct as cs

    def analyze_or_die(batch: dict[str, object]) -> dict[str, object]:
        if 150 in list(batch["number"]):
            try:
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        return {"number": batch["number"], **cs.analyze_batch(batch)}

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    try:
        records = [{"number": number, "code": f"x = {number}\ny = x"} for number in range(ROWS)]
        data = ray.data.from_items(records, override_num_blocks=16)
        killed = data.map_batches(analyze_or_die, batch_size=25).take_all()
        plain = data.map_batches(cs.analyze_batch, batch_size=25).take_all()
    finally:
        ray.shutdown()
    assert os.path.exists(marker), "no worker was killed"
    assert sorted(row["number"] for row in killed) == list(range(ROWS))
    assert len(plain) == ROWS
    for row in (*killed, *plain):
        assert list(row["edge_source"]) == [0]
        assert list(row["edge_target"]) == [1]
        assert row["error"] is None


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is not installed: pip install 'ray[data]'")
def test_a_killed_worker_of_a_cluster_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    call = f"from tests.codestruct.test_ray import run_cluster; run_cluster({str(tmp_path / 'killed')!r})"
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=240,
        env=os.environ | {"RAY_DATA_DISABLE_PROGRESS_BARS": "1", "RAY_USAGE_STATS_ENABLED": "0"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
