"""Hypothesis profiles: `dev` (default), `ci` (where CI=true: derandomized, no deadline), `thorough` (by hand).

HYPOTHESIS_PROFILE=<name> chooses one whatever else is set.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from codestruct import acceleration

settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("dev"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev"))


# The Python path is the reference, and what the tests are about; test_accelerator.py compares the two. ACCELERATED=1
# sends all of them through the accelerator instead.
ACCELERATED = os.environ.get("ACCELERATED") == "1"
if not ACCELERATED:
    acceleration.switch(False)

collect_ignore = ["typed_use.py"]  # a type checker reads it; it calls things wrongly on purpose


@pytest.fixture(scope="session", autouse=True)
def reference() -> Iterator[None]:
    """The same for the processes that tests start. Set at import, the workers of the tests would have it too."""
    with pytest.MonkeyPatch.context() as patch:
        if not ACCELERATED:
            patch.setenv(acceleration.VARIABLE, "off")
        yield
